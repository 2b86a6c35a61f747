/** Items: what each format's reader yields, one after the other. */

import { InputError } from "../../base/input-error.js";

/** A question and an answer as the file has them, or the reason why something is left out. */
export type Item =
  | {
      readonly question: string;
      readonly answer: string;
      readonly place: string;
      /** As a pair file has them. */
      readonly family?: string;
      readonly origin?: string;
    }
  | { readonly why: string; readonly place: string };

export interface ReadRequest {
  /** Column or key of the questions, as the user names it. */
  readonly question?: string | undefined;
  readonly answer?: string | undefined;
  /** Parts of a data set to convert, e.g. train; undefined: the parts for training. */
  readonly parts?: readonly string[] | undefined;
}

/** An input file; several may belong together. */
export interface Source {
  readonly text: string;
  /** For messages. */
  readonly file: string;
}

/** Reads files of one format. @throws InputError if a file isn't of the format */
export type Reader = (sources: readonly Source[], request: ReadRequest) => Iterable<Item>;

export const NO_QUESTION = "no question";
export const NO_ANSWER = "no answer";

/** Makes items of a question and an answer of any type: text or number; a list is several answers. */
export function* itemsOf(question: unknown, answer: unknown, place: string): Generator<Item> {
  const asked = textOf(question);
  if (asked === undefined || asked.trim() === "") return yield { why: NO_QUESTION, place };
  const answers = (Array.isArray(answer) ? answer : [answer]).flatMap((one) => textOf(one) ?? []);
  const told = answers.filter((text) => text.trim() !== "");
  if (told.length === 0) return yield { why: NO_ANSWER, place };
  for (const text of told) yield { question: asked, answer: text, place };
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A name from a file, quoted, cut and without control characters, to be shown. */
export function shownName(name: string): string {
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");
  return JSON.stringify(plain.length <= 40 ? plain : `${plain.slice(0, 40)}...`);
}

/** Throws an InputError if a text is longer than its parser can read. */
export function assertLength(source: Source, most: number): void {
  if (source.text.length > most)
    throw new InputError(`this is longer than ${most / 1e6} million characters; cut it into several files`, {
      file: source.file,
    });
}
