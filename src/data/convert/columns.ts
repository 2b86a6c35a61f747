/** Names of the two sides of a pair: columns of tables, keys of records, words of a header line. */

/** If a file has two of these names, the first in this list is the question. */
export const QUESTION_NAMES = [
  "question",
  "questions",
  "prompt",
  "instruction",
  "input",
  "query",
  "utterance",
  "user",
  "human",
  "pattern",
  "message",
  "request",
  "sentence",
  "text",
  "q",
] as const;

export const ANSWER_NAMES = [
  "answer",
  "answers",
  "completion",
  "response",
  "reply",
  "output",
  "bot",
  "assistant",
  "template",
  "intent",
  "label",
  "category",
  "class",
  "target",
  "tag",
] as const;

/** "a" names the answer only beside a "q", as by itself it may be a word. */
export function answerNamesBeside(names: readonly string[]): readonly string[] {
  return names.some((name) => plainName(name) === "q") ? [...ANSWER_NAMES, "a"] : ANSWER_NAMES;
}

/** A name's form for comparing: "Question ", "QUESTION" and "question:" are equal. */
export function plainName(name: string): string {
  return name
    .replace(/^\ufeff/, "")
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_")
    .replace(/:$/, "");
}

export function isQuestionName(name: string): boolean {
  return (QUESTION_NAMES as readonly string[]).includes(plainName(name));
}

export function isAnswerName(name: string): boolean {
  return (ANSWER_NAMES as readonly string[]).includes(plainName(name));
}

/** True if there are two cells and they name the sides of a pair. */
export function isHeader(cells: readonly string[]): boolean {
  const [question, answer] = cells;
  return (
    cells.length === 2 && isQuestionName(question) && answerNamesBeside(cells).includes(plainName(answer))
  );
}
