/** Fields of settings: a label, a control, and a line of help. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  /** A line of help. */
  readonly hint?: string;
  /** True: the control is as wide as there is room. */
  readonly isWide?: boolean;
  /** The control. @param hint id of the line of help, if there is one */
  readonly children: (hint: string | undefined) => ComponentChildren;
}

export function Field({ label, hint, isWide = false, children }: FieldProps) {
  const id = useId();
  return (
    <div class={isWide ? "field wide" : "field"}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children */}
      <label>
        <span>{label}</span>
        {children(hint === undefined ? undefined : id)}
      </label>
      {hint !== undefined && (
        <p class="hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface ValueProps<T> extends Pick<FieldProps, "label" | "hint"> {
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A field for a number. What is out of its range is set back. */
export function Num({
  value,
  onChange,
  limits: [least, most],
  ...field
}: ValueProps<number> & { readonly limits: readonly [number, number] }) {
  return (
    <Field {...field}>
      {(hint) => (
        <input
          type="number"
          aria-describedby={hint}
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
      )}
    </Field>
  );
}

/** A field for one of several words. */
export function Choice({
  value,
  onChange,
  choices,
  ...field
}: ValueProps<string> & { readonly choices: readonly string[] }) {
  return (
    <Field {...field}>
      {(hint) => (
        <select
          aria-describedby={hint}
          value={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
