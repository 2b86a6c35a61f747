/** The question: its trigrams, and the buckets that they were counted in. A trigram and its bucket light together. */

import { useSignal } from "@preact/signals";
import type { Gram } from "../../model/encoder.js";
import { useRoving } from "../roving.js";
import { visible } from "./words.js";

interface QuestionProps {
  readonly text: string;
  /** The question's trigrams, in the order of the text. */
  readonly grams: readonly Gram[];
  /** The bucket in which the machine counted each of them. */
  readonly hits: readonly number[];
  /** Buckets that there are. */
  readonly buckets: number;
}

export function Question({ text, grams, hits, buckets }: QuestionProps) {
  const hovered = useSignal<number | undefined>(undefined);
  const focused = useSignal<number | undefined>(undefined);
  /** The bucket that is lit. */
  const lit = hovered.value ?? focused.value;
  const light = (bucket: number) => ({
    class: lit === bucket ? "lit" : "",
    onMouseEnter: () => {
      hovered.value = bucket;
    },
    onMouseLeave: () => {
      hovered.value = undefined;
    },
    onFocus: () => {
      focused.value = bucket;
    },
    onBlur: () => {
      focused.value = undefined;
    },
  });
  const inBucket = (bucket: number) =>
    hits.flatMap((hit, index) => (hit === bucket ? [visible(grams[index]?.text ?? "")] : []));
  const used = new Set(hits);
  const roving = useRoving(hits.length);
  const rovingBuckets = useRoving(used.size);
  /** Of the buckets that are buttons. */
  let place = 0;
  return (
    <div class="question">
      <h3>
        {used.size} of {buckets} buckets
      </h3>
      <ul class="grams" aria-label={`Trigrams of “${text.trim()}”`} {...roving.list}>
        {hits.map((bucket, index) => (
          <li key={index}>
            <button
              type="button"
              tabIndex={roving.tabIndex(index)}
              aria-label={`${visible(grams[index]?.text ?? "")}: bucket ${bucket}`}
              {...light(bucket)}
            >
              {visible(grams[index]?.text ?? "")}
            </button>
          </li>
        ))}
      </ul>
      <div class="buckets" {...rovingBuckets.list} style={{ "--columns": buckets > 256 ? 32 : 16 }}>
        {Array.from({ length: buckets }, (_, bucket) => {
          const trigrams = inBucket(bucket);
          const key = `bucket ${bucket}`;
          if (trigrams.length === 0) return <span key={key} />;
          return (
            <button
              key={key}
              type="button"
              tabIndex={rovingBuckets.tabIndex(place++)}
              aria-label={`bucket ${bucket}: ${trigrams.join(", ")}`}
              title={`bucket ${bucket}: ${trigrams.join(", ")}`}
              {...light(bucket)}
            />
          );
        })}
      </div>
    </div>
  );
}
