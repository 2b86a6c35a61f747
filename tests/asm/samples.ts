/** Every form of the table as source lines, with each of its operands at its edges. */

import { FORMS, type Form, type FormValue } from "../../src/asm/form.js";

export interface Sample {
  readonly form: Form;
  /** Without label or comment: `ld (ix-128),255`. */
  readonly text: string;
  /** One for each of the form's values; a jump's is relative to its own address. */
  readonly values: readonly number[];
}

/** Edges of each kind of value. */
function edges({ kind, choices }: FormValue): readonly number[] {
  switch (kind) {
    case "byte":
      return [0, 1, 127, 128, 255, -1, -128, -129, -256];
    case "word":
      return [0, 255, 256, 32767, 32768, 65535, -1, -32768, -32769, -65536];
    case "displacement":
      return [0, 1, 127, -1, -128];
    case "relative":
      return [-126, 0, 2, 129];
    case "choice":
      return choices!;
  }
}

/** The operands with values in them. */
export function operandText(form: Form, values: readonly number[]): string {
  let index = -1;
  return form.operands
    .map(({ shape }) =>
      shape.replace(/\+?#/, (hole) => {
        const value = values[++index];
        const isRelative = form.values[index].kind === "relative";
        const sign = value < 0 ? "" : "+";
        if (isRelative) return `$${sign}${value}`;
        return hole === "+#" ? `${sign}${value}` : `${value}`;
      }),
    )
    .join();
}

/** One sample for each edge of each value, the others at their first edge. */
export function samplesOf(form: Form): Sample[] {
  const first = form.values.map((value) => edges(value)[0]);
  const rows = form.values.flatMap((value, index) => edges(value).map((edge) => first.with(index, edge)));
  return (rows.length === 0 ? [[]] : rows).map((values) => ({
    form,
    values,
    text: `${form.mnemonic} ${operandText(form, values)}`.trimEnd(),
  }));
}

/** All forms that source can say, aliases among them. */
export const ASSEMBLED_FORMS: readonly Form[] = FORMS.filter(({ standing }) => standing !== "mirror");
