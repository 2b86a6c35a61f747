/** Inside: what the machine computed for each character of its last reply, read from its memory while it did. */

import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { encoderOf } from "../../model/encoder.js";
import type { Seen } from "../machine/computer.js";
import { computer } from "../machine/page-computer.js";
import { Room } from "../room.js";
import { Layers } from "./layers.js";
import { NextCharacters } from "./next-characters.js";
import { Question } from "./question.js";
import { Steps } from "./steps.js";
import { replyUpTo } from "./words.js";

/** Hz of the clock that seconds are given for. */
const CLOCK = 4_000_000;

export function Inside() {
  /** The character to show, from 0; undefined: the last one that the network was asked for, as it comes. */
  const chosen = useSignal<number | undefined>(undefined);
  const question = useComputed(() => computer.seen.value?.question);
  useEffect(
    () =>
      question.subscribe(() => {
        chosen.value = undefined;
      }),
    [question, chosen],
  );
  const seen = computer.seen.value;
  if (seen === undefined || seen.steps.length === 0)
    return (
      <Room title="Inside">
        <p class="hint">
          Ask something: here you see what the machine computes for each character of its reply.
        </p>
      </Room>
    );
  const newest = seen.steps.length - 1;
  const isHeld = computer.state.value === "held";
  const at = Math.min(chosen.value ?? (isHeld ? newest : lastAsked(seen)), newest);
  const step = seen.steps[at];
  const { network } = seen.program;
  return (
    <Room title="Inside" note={<Summary seen={seen} at={at} />}>
      <Steps
        seen={seen}
        at={at}
        show={(index) => {
          chosen.value = isHeld && index === newest ? undefined : index;
        }}
      />
      <div class="computed">
        <Question
          text={seen.question.text}
          grams={encoderOf(network.encoder.name, network.encoder.buckets).grams(seen.question.text)}
          hits={seen.question.buckets}
          buckets={network.encoder.buckets}
        />
        {step.layers.length === 0 ? (
          <p class="hint">
            The network was not asked: in the replies that it knows, only this character can come next.
          </p>
        ) : (
          <>
            <Layers layers={step.layers.slice(0, -1)} />
            <NextCharacters network={network} logits={step.layers.at(-1)!} step={step} />
          </>
        )}
      </div>
    </Room>
  );
}

/** The last character that the network was asked for; the last of all if there is none. */
function lastAsked({ steps }: Seen): number {
  const asked = steps.findLastIndex(({ layers }) => layers.length > 0);
  return asked < 0 ? steps.length - 1 : asked;
}

/** The question, the reply up to a character, and what this character took. */
function Summary({ seen, at }: { readonly seen: Seen; readonly at: number }) {
  const { tStates } = seen.steps[at];
  return (
    <>
      “{seen.question.text.trim()}” → “{replyUpTo(seen, at + 1)}” {tStates.toLocaleString("en")} T-states,{" "}
      {(tStates / CLOCK).toFixed(3)} s at 4 MHz
    </>
  );
}
