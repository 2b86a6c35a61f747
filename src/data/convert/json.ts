/**
 * Reads JSON and JSONL: lists of records, CLINC's parts, Snips' utterances, lists of intents as in chatbot tutorials,
 * and objects that map questions to answers.
 */

import { InputError } from "../../base/input-error.js";
import { linesOf } from "../../base/lines.js";
import { type Item, isRecord, itemsOf, type ReadRequest, type Source, shownName, textOf } from "./item.js";
import { assertKnown, recordItems } from "./records.js";

/** Most bytes that parsed JSON may take, and bytes of an object, a list and an item, each with room to spare. */
const MAX_BYTES = 600e6;
const OBJECT_BYTES = 100;
const LIST_BYTES = 80;
const ITEM_BYTES = 16;

/** Throws an InputError if a text's value would be too large: JSON.parse would fill the memory. */
function assertFits({ text, file }: Source): void {
  let bytes = 2 * text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b) bytes += OBJECT_BYTES;
    else if (code === 0x5b) bytes += LIST_BYTES;
    else if (code === 0x2c) bytes += ITEM_BYTES;
  }
  if (bytes > MAX_BYTES)
    throw new InputError(
      "this JSON is too large to be read at once; make lines of it (JSONL), or several files",
      {
        file,
      },
    );
}

export function* readJson(sources: readonly Source[], request: ReadRequest): Generator<Item> {
  for (const source of sources) {
    assertFits(source);
    const { text, file } = source;
    let value: unknown;
    try {
      value = JSON.parse(text.replace(/^\ufeff/, ""));
    } catch (error) {
      throw new InputError(`this is not whole JSON${whereIn((error as Error).message, text)}`, { file });
    }
    yield* valueItems(value, request, file);
  }
}

export function* readJsonLines(sources: readonly Source[], request: ReadRequest): Generator<Item> {
  for (const { text, file } of sources) {
    let first = true;
    let number = 0;
    for (const line of linesOf(text, Number.POSITIVE_INFINITY)) {
      number++;
      if (line.trim() === "") continue;
      const place = `${file}:${number}`;
      let record: unknown;
      try {
        record = JSON.parse(line.replace(/^\ufeff/, ""));
      } catch {
        yield { why: "no whole JSON in this line", place };
        continue;
      }
      if (first) assertKnown(record, request, file);
      first = false;
      yield* recordItems(record, request, place);
    }
    if (first) throw new InputError("no line of this file is whole JSON", { file });
  }
}

/** The line of the fault, if JSON.parse tells it. */
function whereIn(message: string, text: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return "";
  let line = 0;
  for (const _ of linesOf(text.slice(0, Number(position)))) line++;
  return `: it breaks off or goes wrong in line ${line}`;
}

function* valueItems(value: unknown, request: ReadRequest, file: string): Generator<Item> {
  if (Array.isArray(value)) return yield* listItems(value, request, file);
  if (!isRecord(value)) throw unknown(file);
  const entries = Object.entries(value);
  if (isParted(entries)) return yield* partItems(entries, request, file);
  const snips = snipsIntents(value);
  if (snips !== undefined) return yield* snipsItems(snips, file);
  const lists = entries.filter(([, list]) => Array.isArray(list) && list.some(isRecord));
  const listed = lists.find(([key]) => key === "intents" || key === "data") ?? lists[0];
  if (listed !== undefined) return yield* listItems(listed[1] as unknown[], request, file);
  if (entries.length > 0 && entries.every(([, answer]) => textOf(answer) !== undefined)) {
    if (request.question === undefined && request.answer === undefined && !looksLikeRecord(value, request))
      yield* mapItems(entries, file);
    else yield* listItems([value], request, file);
    return;
  }
  throw unknown(file);
}

/** A key of records, as programs name them: `x`, `user_id`. */
const FIELD_NAME = /^[a-z_$][\w$.-]*$/i;

/**
 * Questions with their answers, as in {"hello": "HI"}. Some answers may be numbers, as in {"1 + 1": 2}; if all are, or if
 * one stands under the name of a field, it's other data.
 */
function* mapItems(entries: readonly [string, unknown][], file: string): Generator<Item> {
  if (entries.every(([, answer]) => typeof answer !== "string"))
    throw new InputError(
      'no value in this JSON is a text; questions and answers are texts, as in {"hello": "HI"}',
      { file },
    );
  const field = entries.find(([key, value]) => typeof value !== "string" && FIELD_NAME.test(key));
  if (field !== undefined)
    throw new InputError(
      `this JSON is a record with a field ${shownName(field[0])}, which isn't a text; questions and answers are texts, as in {"hello": "HI"}`,
      { file },
    );
  for (const [question, answer] of entries)
    yield* itemsOf(question, answer, `${file}, ${shownName(question)}`);
}

/** True if an object is a single record, and no map from questions to answers. */
function looksLikeRecord(value: unknown, request: ReadRequest): boolean {
  return [...recordItems(value, request, "")].some((item) => "question" in item);
}

function* listItems(list: readonly unknown[], request: ReadRequest, file: string): Generator<Item> {
  if (list.length === 0) throw new InputError("the list in this file is empty", { file });
  if (list.every(isTutorialIntent)) return yield* tutorialItems(list, file);
  assertKnown(list[0], request, file);
  for (const [index, record] of list.entries())
    yield* recordItems(record, request, `${file}, record ${index + 1}`);
}

/** CLINC's data sets: {"train": [["text", "intent"], ...], "test": ...}. */
function isParted(entries: readonly [string, unknown][]): entries is [string, unknown[]][] {
  const isPart = (part: unknown) =>
    Array.isArray(part) && part.every((pair) => Array.isArray(pair) && pair.length === 2);
  return (
    entries.length > 0 &&
    entries.every(([, part]) => isPart(part)) &&
    entries.some(([, part]) => (part as unknown[]).length > 0)
  );
}

function* partItems(
  entries: readonly [string, unknown[]][],
  { parts }: ReadRequest,
  file: string,
): Generator<Item> {
  const unknownPart = parts?.find((part) => !entries.some(([name]) => name === part));
  if (unknownPart !== undefined)
    throw new InputError(
      `no part ${shownName(unknownPart)} in this file; there are ${entries.map(([name]) => shownName(name)).join(", ")}`,
      { file },
    );
  const isWanted = (name: string) =>
    parts === undefined ? !/(^|_)(val|valid|validation|dev|test)(_|$)/i.test(name) : parts.includes(name);
  const nothingElse = parts === undefined && !entries.some(([name]) => isWanted(name));
  for (const [name, pairs] of entries)
    for (const [index, pair] of pairs.entries()) {
      const place = `${file}, ${shownName(name)} ${index + 1}`;
      if (nothingElse || isWanted(name)) yield* recordItems(pair, {}, place);
      else yield { why: `of the part ${shownName(name)}, see --parts`, place };
    }
}

/** Utterances by intent, in either of Snips' two formats. */
function snipsIntents(value: Readonly<Record<string, unknown>>): [string, unknown[]][] | undefined {
  const { intents } = value;
  if (isRecord(intents)) {
    const entries = Object.entries(intents).flatMap(([name, intent]): [string, unknown[]][] =>
      isRecord(intent) && Array.isArray(intent.utterances) ? [[name, intent.utterances]] : [],
    );
    return entries.length > 0 ? entries : undefined;
  }
  const entries = Object.entries(value);
  const isIntent = ([, list]: [string, unknown]) =>
    Array.isArray(list) && list.length > 0 && list.every((one) => isRecord(one) && Array.isArray(one.data));
  return entries.length > 0 && entries.every(isIntent) ? (entries as [string, unknown[]][]) : undefined;
}

function* snipsItems(intents: readonly [string, unknown[]][], file: string): Generator<Item> {
  for (const [intent, utterances] of intents)
    for (const [index, utterance] of utterances.entries()) {
      const data = isRecord(utterance) && Array.isArray(utterance.data) ? utterance.data : [];
      const text = data.map((chunk) => (isRecord(chunk) ? (textOf(chunk.text) ?? "") : "")).join("");
      yield* itemsOf(text, intent, `${file}, ${shownName(intent)} ${index + 1}`);
    }
}

/** Intents as in many chatbot tutorials: {"tag": "greeting", "patterns": [...], "responses": [...]}. */
interface TutorialIntent {
  readonly tag?: unknown;
  readonly intent?: unknown;
  readonly patterns?: unknown;
  readonly text?: unknown;
  readonly responses?: unknown;
}

function isTutorialIntent(value: unknown): value is TutorialIntent {
  if (!isRecord(value)) return false;
  return (
    Array.isArray(value.patterns ?? value.text) &&
    (Array.isArray(value.responses) || textOf(value.tag ?? value.intent) !== undefined)
  );
}

function* tutorialItems(intents: readonly TutorialIntent[], file: string): Generator<Item> {
  for (const [index, intent] of intents.entries()) {
    const place = `${file}, intent ${index + 1}`;
    const { responses } = intent;
    const answers =
      Array.isArray(responses) && responses.length > 0 ? responses : (intent.tag ?? intent.intent);
    for (const pattern of (intent.patterns ?? intent.text) as unknown[])
      yield* itemsOf(pattern, answers, place);
  }
}

function unknown(file: string): InputError {
  return new InputError(
    "no questions and answers that are known in this JSON; a list of records with the keys question and answer would do",
    { file },
  );
}
