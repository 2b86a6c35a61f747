/** Two files in the wrong order. */

import { existsSync } from "node:fs";
import { InputError } from "../base/input-error.js";
import { quoted } from "../base/shell.js";
import type { WantedKind } from "../jobs/file-kind.js";
import { assertKindOf } from "./files.js";

/**
 * @param command name of the command, which is told again in the right order
 * @param first file that should be of one of these kinds
 * @param second file after it
 * @throws InputError if only the second one is of such a kind
 */
export function assertOrder(
  command: string,
  first: string,
  kinds: readonly WantedKind[],
  second: string,
): void {
  const mayBe = (file: string) => kinds.some((kind) => faultOf(file, kind) === undefined);
  const fault = faultOf(first, kinds[0]);
  const isNamedSo = /\.(json|com)$/i.test(second) && existsSync(second);
  if (fault === undefined || mayBe(first) || !isNamedSo || !mayBe(second)) return;
  const [what] = fault.message.split("; ");
  throw new InputError(
    `${what}; the ${kinds[0]} comes first: zmlm ${command} ${quoted(second)} ${quoted(first)}`,
  );
}

/** Undefined as well where the file can't be read: whoever reads it says why. */
function faultOf(file: string, kind: WantedKind): InputError | undefined {
  try {
    assertKindOf(file, kind);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
