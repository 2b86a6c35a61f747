/** What the readers of formats give, one after the other. */

import { InputError } from "../../base/input-error.js";

/** A question and an answer as the file has them, or what isn't taken and why. */
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
  /** Parts of a data set to take, e.g. train; undefined: those to train on. */
  readonly parts?: readonly string[] | undefined;
}

/** A file of the input: several may belong together. */
export interface Source {
  readonly text: string;
  /** For messages. */
  readonly file: string;
}

/** Reads the files of one format. @throws InputError where a file isn't of the format */
export type Reader = (sources: readonly Source[], request: ReadRequest) => Iterable<Item>;

export const NO_QUESTION = "no question";
export const NO_ANSWER = "no answer";

/** An item from what may be any value: texts and numbers are text, lists of them are several answers. */
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

/** A name from a file, fit to be shown. */
export function shownName(name: string): string {
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");
  return JSON.stringify(plain.length <= 40 ? plain : `${plain.slice(0, 40)}...`);
}

/** Told where a text is longer than its parser can take in. */
export function assertLength(source: Source, most: number): void {
  if (source.text.length > most)
    throw new InputError(`this is longer than ${most / 1e6} million characters; cut it into several files`, {
      file: source.file,
    });
}
