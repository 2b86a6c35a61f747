/** Reads ChatterBot's corpora: conversations in which each statement answers the one before it. */

import { InputError } from "../../base/input-error.js";
import { type Item, isRecord, itemsOf, NO_ANSWER, type ReadRequest, type Source, textOf } from "./item.js";
import { parseYaml } from "./yaml.js";

export function* readChatterBot(sources: readonly Source[], _request: ReadRequest): Generator<Item> {
  for (const source of sources) {
    const value = parseYaml(source);
    const conversations = isRecord(value) ? value.conversations : undefined;
    if (!Array.isArray(conversations))
      throw new InputError("no conversations in this file", { file: source.file });
    for (const [index, conversation] of conversations.entries()) {
      const place = `${source.file}, conversation ${index + 1}`;
      const statements = Array.isArray(conversation) ? conversation : [conversation];
      if (statements.some((statement) => textOf(statement) === undefined))
        yield { why: "a statement that is no text", place };
      else if (statements.length < 2) yield { why: NO_ANSWER, place };
      else
        for (let at = 1; at < statements.length; at++)
          yield* itemsOf(statements[at - 1], statements[at], place);
    }
  }
}
