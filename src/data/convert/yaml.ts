/** Reads YAML as plain data: every scalar is text, so that `yes` stays yes; the number of aliases is bounded. */

import { parseDocument } from "yaml";
import { InputError } from "../../base/input-error.js";
import { assertLength, type Source } from "./item.js";

/** Most characters of a file: the parser takes up to 250 bytes for each. */
const MAX_LENGTH = 3e6;
const MAX_ALIASES = 1000;

/** @throws InputError with the faulty line */
export function parseYaml(source: Source): unknown {
  assertLength(source, MAX_LENGTH);
  const { text, file } = source;
  try {
    const document = parseDocument(text, {
      schema: "failsafe",
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "error",
    });
    const [fault] = document.errors;
    if (fault === undefined) return document.toJS({ maxAliasCount: MAX_ALIASES });
    const line = text.slice(0, fault.pos[0]).split("\n").length;
    throw new InputError(`this is no YAML: ${fault.message.split("\n")[0].toLowerCase()}`, { file, line });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`this YAML can't be read: ${(error as Error).message.split("\n")[0]}`, { file });
  }
}
