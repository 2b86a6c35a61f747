/** Tokens of an instruction to its form and the expressions in it. */

import type { Expression } from "./expression.js";
import { Fault, type Span } from "./fault.js";
import { FORMS, type Form, findForm } from "./form.js";
import type { Token } from "./lexer.js";
import { type Operand, parseOperand, splitAtCommas } from "./operand.js";

export interface InstructionOperation {
  readonly kind: "instruction";
  readonly form: Form;
  /** One expression for each of the form's values. */
  readonly values: readonly Expression[];
  readonly token: Token;
}

/** Forms of a mnemonic that a message lists. */
const MOST_FORMS_LISTED = 6;

function noSuchForm(token: Token, operands: readonly Operand[], span: Span): Fault {
  const known = FORMS.filter(({ mnemonic, standing }) => mnemonic === token.lower && standing !== "mirror");
  const documented = known.filter(({ standing }) => standing === "documented");
  const forms = documented.length > 0 ? documented : known;
  const written = `${token.lower} ${operands.map(({ shape }) => shape.replace("#", "n")).join()}`.trim();
  const startsAlike = (form: Form) => form.operands[0]?.shape === operands[0]?.shape;
  const near = [forms.filter(startsAlike), known.filter(startsAlike)].find(({ length }) => length > 0) ?? [];
  const counts = new Set(forms.map((form) => form.operands.length));
  const listed = [...new Set((near.length > 0 && operands.length > 0 ? near : forms).map(formText))];
  const some =
    listed.slice(0, MOST_FORMS_LISTED).join("; ") + (listed.length > MOST_FORMS_LISTED ? "; …" : "");
  if (counts.size === 1 && counts.has(0)) return new Fault(`${token.lower} takes no operands`, span);
  return new Fault(`there is no instruction "${written}"; there is ${some}`, span);
}

function formText(form: Form): string {
  return `${form.mnemonic} ${form.operands.map((operand) => operand.text).join()}`.trim();
}

/** Where each operand is, or should be. */
function placesOf(parts: readonly (readonly Token[])[], start: number): Span[] {
  let end = start;
  return parts.map((part, index) => {
    const place = index === 0 ? end : end + 1;
    end = part.at(-1)?.end ?? place;
    return { start: place, end: place + 1 };
  });
}

/** @throws Fault if there is no such instruction */
export function parseInstruction(tokens: readonly Token[]): InstructionOperation {
  const token = tokens[0];
  const parts = splitAtCommas(tokens.slice(1));
  const places = placesOf(parts, token.end);
  const operands = parts.map((part, index) => parseOperand(part, places[index]));
  let form = findForm(
    token.lower,
    operands.map((operand) => operand.shape),
  );
  let values = operands.flatMap((operand) => operand.value ?? []);
  if (form === undefined && operands.some(isBareIndex)) {
    const indexed = operands.map((operand) =>
      isBareIndex(operand) ? withZeroDisplacement(operand) : operand,
    );
    form = findForm(
      token.lower,
      indexed.map((operand) => operand.shape),
    );
    values = indexed.flatMap((operand) => operand.value ?? []);
  }
  if (form === undefined) throw noSuchForm(token, operands, { start: token.start, end: tokens.at(-1)!.end });
  return { kind: "instruction", form, values, token };
}

function isBareIndex(operand: Operand): boolean {
  return operand.shape === "(ix)" || operand.shape === "(iy)";
}

/** `(ix)` is `(ix+0)`. */
function withZeroDisplacement(operand: Operand): Operand {
  const { start, end } = operand;
  return {
    shape: operand.shape.replace(")", "+#)"),
    value: { kind: "number", value: 0, start, end },
    start,
    end,
  };
}
