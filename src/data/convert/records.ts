/** Finds questions and answers in records of JSON: by their keys, or as messages of a conversation. */

import { InputError } from "../../base/input-error.js";
import { answerNamesBeside, plainName, QUESTION_NAMES } from "./columns.js";
import { type Item, isRecord, itemsOf, NO_ANSWER, type ReadRequest, shownName, textOf } from "./item.js";

/** Keys of a conversation, and keys and values within its messages: who speaks, what they say. */
const TALK_KEYS = ["messages", "conversations", "conversation", "dialog", "turns"];
const SPEAKER_KEYS = ["role", "from", "speaker"];
const SAID_KEYS = ["content", "value", "text", "utterance"];
const ASKERS = ["user", "human", "customer", "prompter", "usr"];
const ANSWERERS = ["assistant", "gpt", "bot", "model", "chatbot", "system_reply", "agent", "sys"];

/** The pairs of one record. */
export function* recordItems(record: unknown, request: ReadRequest, place: string): Generator<Item> {
  if (Array.isArray(record)) {
    if (record.length === 2 && record.every((side) => textOf(side) !== undefined))
      return yield* itemsOf(record[0], record[1], place);
    if (record.every(isRecord)) return yield* talkItems(record, place);
  }
  if (!isRecord(record)) return yield { why: "neither a record nor a pair of texts", place };
  const isNamed = request.question !== undefined || request.answer !== undefined;
  const talk = TALK_KEYS.map((key) => record[key]).find(Array.isArray);
  if (talk !== undefined && !isNamed) return yield* talkItems(talk, place);
  const question = keyOf(record, request.question, QUESTION_NAMES);
  const answer = keyOf(record, request.answer, answerNamesBeside(Object.keys(record)), question);
  if (question === undefined) return yield { why: missing("question", request.question), place };
  if (answer === undefined) return yield { why: missing("answer", request.answer), place };
  yield* itemsOf(questionText(record, question), answerOf(record[answer]), place);
}

/** The key of the given name; without a name, the first known key whose value isn't empty. */
function keyOf(
  record: Readonly<Record<string, unknown>>,
  name: string | undefined,
  known: readonly string[],
  taken?: string,
): string | undefined {
  const keys = Object.keys(record).filter((key) => key !== taken);
  if (name !== undefined) return keys.find((key) => plainName(key) === plainName(name));
  const present = known.map((one) => keys.find((key) => plainName(key) === one));
  return present.find((key) => key !== undefined && record[key] !== null && record[key] !== "");
}

/** The question's text; an instruction is followed by its input if it has one. */
function questionText(record: Readonly<Record<string, unknown>>, key: string): unknown {
  const text = textOf(record[key]);
  const input = plainName(key) === "instruction" ? textOf(record.input) : undefined;
  return text !== undefined && input !== undefined && input.trim() !== "" ? `${text} ${input}` : text;
}

/** Answers may be nested, as in {"text": ["one", "another"]}. */
function answerOf(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return value.text ?? value.content ?? value.value;
}

function missing(side: string, name: string | undefined): string {
  return name === undefined ? `no key that is known for a ${side}` : `no ${side} under ${shownName(name)}`;
}

/** Pairs each message of a user with the assistant's next message. */
function* talkItems(messages: readonly unknown[], place: string): Generator<Item> {
  let asked: string | undefined;
  for (const [index, message] of messages.entries()) {
    const at = `${place}, message ${index + 1}`;
    const speaker = isRecord(message) ? lookUp(message, SPEAKER_KEYS)?.toLowerCase() : undefined;
    const said = isRecord(message) ? saidIn(message) : undefined;
    if (speaker === undefined || said === undefined) {
      yield { why: "a message without speaker or text", place: at };
      asked = undefined;
    } else if (ASKERS.includes(speaker)) {
      if (asked !== undefined) yield { why: NO_ANSWER, place: at };
      asked = said;
    } else if (ANSWERERS.includes(speaker)) {
      if (asked !== undefined) yield* itemsOf(asked, said, at);
      asked = undefined;
    }
  }
  if (asked !== undefined) yield { why: NO_ANSWER, place };
}

function lookUp(record: Readonly<Record<string, unknown>>, keys: readonly string[]): string | undefined {
  return keys.map((key) => textOf(record[key])).find((text) => text !== undefined);
}

/** A message's text; some APIs split it into parts. */
function saidIn(message: Readonly<Record<string, unknown>>): string | undefined {
  const parts = message.content;
  if (Array.isArray(parts))
    return parts.map((part) => (isRecord(part) ? (textOf(part.text) ?? "") : (textOf(part) ?? ""))).join(" ");
  return lookUp(message, SAID_KEYS);
}

/** Throws an InputError that lists a record's keys if its question or answer can't be found. */
export function assertKnown(record: unknown, request: ReadRequest, file: string): void {
  if (!isRecord(record)) return;
  const found = [...recordItems(record, request, "")];
  if (found.some((item) => "question" in item)) return;
  for (const item of found)
    if ("why" in item && /^no (key|question under|answer under)/.test(item.why))
      throw new InputError(
        `${item.why}; name it with ${/question/.test(item.why) ? "--question" : "--answer"}, the keys are ${Object.keys(record).slice(0, 12).map(shownName).join(", ")}`,
        { file },
      );
}
