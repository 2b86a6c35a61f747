/** The settings that most visitors leave alone. */

import { CONTEXT_BUCKET_COUNTS, MAX_BANNER } from "../../base/contract.js";
import { BUCKET_COUNTS, ENCODERS } from "../../model/encoder.js";
import { HEADS, wholeJoin } from "../../model/network.js";
import { settings } from "../lesson/current.js";
import { LIMITS, type Settings, settingsFrom, suited, usualFirstLine } from "../lesson/settings.js";
import { lesson } from "../store.js";
import { Choice, Field, Num } from "./fields.js";

function change(part: Partial<Settings>): void {
  settings.value = settingsFrom({ ...settings.value, ...part });
}

export function MoreSettings() {
  const { auto, until, exact, seed, holdout, firstLine, head, encoder } = settings.value;
  return (
    <details class="more">
      <summary>More settings</summary>
      <div class="fields">
        <Choice
          label="Train by"
          value={"epochs" in until ? "epochs" : "time"}
          choices={["time", "epochs"]}
          hint="Epochs are passes through the pairs. By epochs the same seed gives the same model each time."
          onChange={(by) => change({ until: by === "time" ? { seconds: 60 } : { epochs: 100 } })}
        />
        <Num
          label="Stop when right (%)"
          value={percent(exact)}
          limits={percents(LIMITS.exact)}
          hint="Stop earlier when this share of the questions is right. 100: train to the end."
          onChange={(value) => change({ exact: value / 100 })}
        />
        <Num
          label="Questions held out (%)"
          value={percent(holdout)}
          limits={percents(LIMITS.holdout)}
          hint="They are not learned but scored: how it answers what it was never told."
          onChange={(value) => change({ holdout: value / 100 })}
        />
        <Num
          label="Seed"
          value={seed}
          limits={LIMITS.seed}
          hint="Of all random choices: another one gives another network of the same kind."
          onChange={(seed) => change({ seed })}
        />
        <Field
          label="First line"
          hint="What the program says first: who it is, what to try, how to leave."
          isWide
        >
          {(id) => (
            <input
              aria-describedby={id}
              value={firstLine}
              placeholder={usualFirstLine(lesson.value)}
              maxLength={MAX_BANNER}
              onChange={({ currentTarget }) => {
                change({ firstLine: currentTarget.value });
                currentTarget.value = settings.value.firstLine;
              }}
            />
          )}
        </Field>
        <Choice
          label="Answers are"
          value={head}
          choices={HEADS}
          hint="characters: it spells its answers. replies: it names one of up to 256 whole answers, at once."
          onChange={(name) => change({ head: HEADS.find((known) => known === name)! })}
        />
        <Choice
          label="Questions are seen as"
          value={encoder}
          choices={ENCODERS}
          hint="word: words in any order. phrase: the whole text, in its order."
          onChange={(name) => change({ encoder: ENCODERS.find((known) => known === name)! })}
        />
        {head === "characters" && <JoinFields />}
        <Field
          label="Choose the network for me"
          hint="Its widths and how it is trained, by the number of pairs."
        >
          {(id) => (
            <input
              type="checkbox"
              aria-describedby={id}
              checked={auto}
              // what was chosen so far is where the visitor begins
              onChange={() => change({ ...suited(settings.value, lesson.value.text), auto: !auto })}
            />
          )}
        </Field>
        {!auto && <NetworkFields />}
      </div>
    </details>
  );
}

/** Where the letters that are spelled so far come in. */
function JoinFields() {
  const { layer, buckets } = settings.value.join;
  return (
    <>
      <Choice
        label="The reply so far joins layer"
        value={String(layer)}
        choices={["1", "2"]}
        hint="2: layer 1 runs once a reply, so each letter takes less time. 1: each letter runs all layers."
        onChange={(name) => change({ join: wholeJoin({ layer: name === "1" ? 1 : 2 }) })}
      />
      <Choice
        label="Reply buckets"
        value={String(buckets)}
        choices={CONTEXT_BUCKET_COUNTS.filter((count) => layer === 2 || count === buckets).map(String)}
        hint="More tell more beginnings of replies apart, and take more memory. Layer 1 has 128."
        onChange={(count) =>
          change({
            join: { layer, buckets: CONTEXT_BUCKET_COUNTS.find((known) => String(known) === count)! },
          })
        }
      />
    </>
  );
}

/** The network's shape, and how it is trained. */
function NetworkFields() {
  const { buckets, hidden, density, typos, smoothing } = settings.value;
  return (
    <>
      <Field label="Hidden layers" hint="Their widths, 1 to 256 each, with a comma between.">
        {(id) => (
          <input
            aria-describedby={id}
            value={hidden.join(", ")}
            onChange={({ currentTarget }) => {
              change({
                hidden: currentTarget.value
                  .split(/[\s,]+/)
                  .filter(Boolean)
                  .map(Number),
              });
              currentTarget.value = settings.value.hidden.join(", ");
            }}
          />
        )}
      </Field>
      <Num
        label="Weights not zero, at most (%)"
        value={percent(density)}
        limits={percents(LIMITS.density)}
        hint="Fewer make the program faster and smaller; more learn longer lessons."
        onChange={(value) => change({ density: value / 100 })}
      />
      <Num
        label="Questions misspelled (%)"
        value={percent(typos)}
        limits={percents(LIMITS.typos)}
        hint="Some, so that it understands typing errors."
        onChange={(value) => change({ typos: value / 100 })}
      />
      <Num
        label="Smoothing (%)"
        value={percent(smoothing)}
        limits={percents(LIMITS.smoothing)}
        hint="How unsure it stays of each character: more helps small talk, and takes longer."
        onChange={(value) => change({ smoothing: value / 100 })}
      />
      <Choice
        label="Question buckets"
        value={String(buckets)}
        choices={BUCKET_COUNTS.map(String)}
        hint="More tell more questions apart, and take more memory."
        onChange={(count) => change({ buckets: Number(count) })}
      />
    </>
  );
}

const percent = (share: number) => Math.round(1000 * share) / 10;
const percents = ([least, most]: readonly [number, number]) => [100 * least, 100 * most] as const;
