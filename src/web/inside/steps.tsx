/** The reply, a button a character; back and forward among them, and on the machine itself. */

import type { Seen } from "../machine/computer.js";
import { computer } from "../machine/page-computer.js";
import { useRoving } from "../roving.js";
import { outputName, visible } from "./words.js";

interface StepsProps {
  readonly seen: Seen;
  /** The step that is shown, from 0. */
  readonly at: number;
  show(index: number): void;
}

export function Steps({ seen, at, show }: StepsProps) {
  const { steps, program } = seen;
  const last = at === steps.length - 1;
  const isHeld = computer.state.value === "held";
  const roving = useRoving(steps.length);
  return (
    <div class="steps">
      <button type="button" disabled={at === 0} onClick={() => show(at - 1)}>
        Back
      </button>
      <button
        type="button"
        disabled={last && !isHeld}
        onClick={() => (last ? computer.goOn() : show(at + 1))}
      >
        {last && isHeld ? "Next character" : "Forward"}
      </button>
      <label title="The machine stands still after each character of a reply">
        <input
          type="checkbox"
          checked={computer.holds.value}
          onChange={({ currentTarget }) => {
            computer.holds.value = currentTarget.checked;
          }}
        />
        step by step
      </label>
      <ol class="spelled" aria-label="The reply, character by character" {...roving.list}>
        {steps.map(({ chosen, fallback }, index) => {
          const name = fallback ?? outputName(program.network, chosen);
          return (
            <li key={index}>
              <button
                type="button"
                tabIndex={roving.tabIndex(index)}
                aria-label={`character ${index + 1}: ${name}`}
                aria-current={index === at ? "step" : undefined}
                onClick={() => show(index)}
              >
                {name === "end" ? "■" : visible(name === "blank" ? " " : name)}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
