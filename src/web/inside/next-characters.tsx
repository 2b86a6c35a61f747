/** The best outputs of the last layer: what could have come next. The program takes the
 * largest, or, if it says known replies only, the largest of those that one goes on with. */

import type { SeenStep } from "../../jobs/inside.js";
import type { NetworkFacts } from "../../jobs/page.js";
import { outputName, visible } from "./words.js";

/** Outputs that are shown. */
const MOST = 8;

interface NextProps {
  readonly network: NetworkFacts;
  readonly logits: Int16Array;
  readonly step: SeenStep;
}

export function NextCharacters({ network, logits, step: { chosen, fallback } }: NextProps) {
  const order = Array.from(logits.keys())
    .sort((a, b) => logits[b] - logits[a] || a - b)
    // where only some can follow, the one that is taken may be far down
    .filter((index, rank) => rank < MOST || index === chosen);
  const [most, least] = [logits[order[0]], logits[order.at(-1)!]];
  /** From a tenth, for the least that is shown, to the whole. */
  const width = (logit: number) => (most === least ? 100 : 10 + (90 * (logit - least)) / (most - least));
  return (
    <div class="next">
      <h3>{network.answers === undefined ? "Next character" : "Answer"}</h3>
      <ol>
        {order.map((index) => (
          <li key={index} class={index === chosen && fallback === undefined ? "taken" : ""}>
            <span class="name">{visible(outputName(network, index))}</span>
            <span class="bar" style={{ width: `${width(logits[index])}%` }} />
            <span class="logit">{logits[index].toLocaleString("en")}</span>
          </li>
        ))}
      </ol>
      {fallback !== undefined && (
        <p class="hint">
          Unsure: the best is only {logits[order[0]] - logits[order[1]]} above the second, so it says “
          {fallback}”.
        </p>
      )}
      {order[0] !== chosen && <p class="hint">Taken: the best of those that a known reply goes on with.</p>}
    </div>
  );
}
