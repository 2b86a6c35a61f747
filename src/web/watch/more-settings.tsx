/** The settings that most visitors leave alone. */

import { BUCKET_COUNTS, ENCODERS } from "../../model/encoder.js";
import { HEADS } from "../../model/network.js";
import { settings } from "../lesson/current.js";
import { LIMITS, type Settings, settingsFrom, suited } from "../lesson/settings.js";
import { lesson } from "../store.js";

function change(part: Partial<Settings>): void {
  settings.value = settingsFrom({ ...settings.value, ...part });
}

export function MoreSettings() {
  const { auto, until, exact, seed, holdout } = settings.value;
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
        <Num label="Seed" value={seed} limits={LIMITS.seed} onChange={(seed) => change({ seed })} />
        <label title="By the number of pairs">
          <span>Choose the network for me</span>
          <input
            type="checkbox"
            checked={auto}
            // what was chosen so far is where the visitor begins
            onChange={() => change({ ...suited(settings.value, lesson.value.text), auto: !auto })}
          />
        </label>
        {!auto && <NetworkFields />}
      </div>
    </details>
  );
}

/** The network's shape, and how it is trained. */
function NetworkFields() {
  const { head, encoder, buckets, hidden, density, typos, smoothing } = settings.value;
  return (
    <>
      <label title="Widths of the hidden layers, 1 to 256 each">
        <span>Hidden layers</span>
        <input
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
      </label>
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
        label="Answers are"
        value={head}
        choices={HEADS}
        hint="characters: it spells its answers; replies: it names one of up to 256 whole answers"
        onChange={(name) => change({ head: HEADS.find((known) => known === name)! })}
      />
      <Choice
        label="Questions are seen as"
        value={encoder}
        choices={ENCODERS}
        hint="word: words in any order; phrase: the whole text"
        onChange={(name) => change({ encoder: ENCODERS.find((known) => known === name)! })}
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

interface FieldProps<T> {
  readonly label: string;
  readonly value: T;
  readonly hint?: string;
  readonly onChange: (value: T) => void;
}

/** A field for a number. What is out of its range is set back. */
export function Num({
  label,
  value,
  hint,
  onChange,
  limits: [least, most],
}: FieldProps<number> & { readonly limits: readonly [number, number] }) {
  return (
    <label title={hint}>
      <span>{label}</span>
      <input
        type="number"
        min={least}
        max={most}
        step="any"
        value={value}
        onChange={({ currentTarget }) => {
          const { valueAsNumber } = currentTarget;
          if (valueAsNumber >= least && valueAsNumber <= most) onChange(valueAsNumber);
          else currentTarget.value = String(value);
        }}
      />
    </label>
  );
}

function Choice({
  label,
  value,
  hint,
  onChange,
  choices,
}: FieldProps<string> & { readonly choices: readonly string[] }) {
  return (
    <label title={hint}>
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    </label>
  );
}
