/**
 * Reads Rasa's training data, versions 2 and 3. The examples of nlu.yml are the questions. The answers are the intents;
 * or, if the files have responses (domain.yml), the response that a rule or the first turn of a story gives to the
 * intent, or the one with the intent's name.
 */

import { InputError } from "../../base/input-error.js";
import { type Item, isRecord, itemsOf, type ReadRequest, type Source, textOf } from "./item.js";
import { parseYaml } from "./yaml.js";

export function* readRasa(sources: readonly Source[], _request: ReadRequest): Generator<Item> {
  const files = sources.map((source) => {
    const content = parseYaml(source);
    if (!isRecord(content)) throw new InputError("this is not Rasa's YAML", { file: source.file });
    return { content, file: source.file };
  });
  const responses = new Map<string, string[]>();
  const actions = new Map<string, string>();
  for (const { content } of files) {
    collectResponses(content.responses, responses);
    for (const turns of [content.rules, content.stories]) collectActions(turns, actions);
  }
  let examples = 0;
  for (const { content, file } of files) {
    if (!Array.isArray(content.nlu)) continue;
    for (const group of content.nlu) {
      if (!isRecord(group)) continue;
      const intent = textOf(group.intent);
      // synonyms, lookup tables and regular expressions are no questions
      if (intent === undefined) continue;
      const place = `${file}, intent ${intent}`;
      const answers = responses.size === 0 ? intent : answersTo(intent, responses, actions);
      for (const example of examplesOf(group.examples)) {
        examples++;
        if (answers === undefined) yield { why: "no response to the intent", place };
        else yield* itemsOf(withoutMarks(example), answers, place);
      }
    }
  }
  if (examples === 0)
    throw new InputError("no examples of intents in these files; name nlu.yml too", {
      file: sources[0].file,
    });
}

function collectResponses(value: unknown, into: Map<string, string[]>): void {
  if (!isRecord(value)) return;
  for (const [name, variants] of Object.entries(value)) {
    const texts = (Array.isArray(variants) ? variants : []).flatMap(
      (variant) => (isRecord(variant) ? textOf(variant.text) : textOf(variant)) ?? [],
    );
    if (texts.length > 0) into.set(name, texts);
  }
}

/** The first action after an intent that opens a rule or a story. */
function collectActions(value: unknown, into: Map<string, string>): void {
  for (const turn of Array.isArray(value) ? value : []) {
    const steps = isRecord(turn) && Array.isArray(turn.steps) ? turn.steps.filter(isRecord) : [];
    const [first, second] = steps;
    const intent = first && textOf(first.intent);
    const action = second && textOf(second.action);
    if (intent !== undefined && action !== undefined && !into.has(intent)) into.set(intent, action);
  }
}

function answersTo(
  intent: string,
  responses: ReadonlyMap<string, string[]>,
  actions: ReadonlyMap<string, string>,
): string[] | undefined {
  const action = actions.get(intent);
  return (action === undefined ? undefined : responses.get(action)) ?? responses.get(`utter_${intent}`);
}

/** The examples of an intent: a text with a list, one a line, or a list of texts or of records with a text. */
function examplesOf(value: unknown): string[] {
  if (typeof value === "string")
    return value.split("\n").flatMap((line) => /^\s*[-*]\s+(.*\S)\s*$/.exec(line)?.[1] ?? []);
  return (Array.isArray(value) ? value : []).flatMap((example) =>
    (textOf(isRecord(example) ? example.text : example) ?? "")
      .split("\n")
      .filter((line) => line.trim() !== ""),
  );
}

/** Replaces marked entities by their text: [Paris](city) and [Paris]{"entity": "city"} become Paris. */
function withoutMarks(example: string): string {
  return example.replace(/\[([^\]]*)\](\([^)]*\)|\{[^}]*\})/g, "$1");
}
