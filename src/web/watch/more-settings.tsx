/** The settings that most visitors leave alone. */

import { BUCKET_COUNTS, ENCODERS } from "../../model/encoder.js";
import { settings } from "../lesson/current.js";
import { LIMITS, type Settings, settingsFrom } from "../lesson/settings.js";

function change(part: Partial<Settings>): void {
  settings.value = settingsFrom({ ...settings.value, ...part });
}

export function MoreSettings() {
  const { until, seed, encoder, buckets, hidden, density, holdout, typos } = settings.value;
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
        <Num label="Seed" value={seed} limits={LIMITS.seed} step={1} onChange={(seed) => change({ seed })} />
        <Num
          label="Weights not zero, at most (%)"
          value={percent(density)}
          limits={percents(LIMITS.density)}
          step={1}
          hint="Fewer make the program faster and smaller; more learn longer lessons."
          onChange={(value) => change({ density: value / 100 })}
        />
        <Num
          label="Questions held out (%)"
          value={percent(holdout)}
          limits={percents(LIMITS.holdout)}
          step={1}
          hint="They are not learned but scored: how it answers what it was never told."
          onChange={(value) => change({ holdout: value / 100 })}
        />
        <Num
          label="Questions misspelled (%)"
          value={percent(typos)}
          limits={percents(LIMITS.typos)}
          step={1}
          hint="Some, so that it understands typing errors."
          onChange={(value) => change({ typos: value / 100 })}
        />
        <label>
          <span>Hidden layers</span>
          <input
            value={hidden.join(", ")}
            title="Widths of the hidden layers, 1 to 256 each"
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
      </div>
    </details>
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
  step,
}: FieldProps<number> & { readonly limits: readonly [number, number]; readonly step: number }) {
  return (
    <label title={hint}>
      <span>{label}</span>
      <input
        type="number"
        min={least}
        max={most}
        step={step}
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
