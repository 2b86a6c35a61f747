/** The finished models that come with zmlm: one folder of `data/` an example. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError } from "../base/input-error.js";

const EXAMPLES = new URL("../../data/", import.meta.url);
export const DEFAULT_EXAMPLE = "tinychat";

/** Names of the examples: a model and a golden transcript. Games whose names tell their secret have no transcript. */
export function exampleNames(): string[] {
  return foldersWith("model.json", "golden.txt");
}

/** Folders of the games that come with zmlm, by name: a model, and a topic that says what the secret is. */
export function secretFolders(): Map<string, string> {
  return new Map(
    foldersWith("model.json", "topic.json").map((name) => [name, fileURLToPath(new URL(name, EXAMPLES))]),
  );
}

function foldersWith(...files: readonly string[]): string[] {
  return readdirSync(EXAMPLES)
    .filter((name) => files.every((file) => existsSync(new URL(`${name}/${file}`, EXAMPLES))))
    .sort();
}

/** The model file that a name means: an example first, then a path. */
export function modelFile(name: string): string {
  const examples = exampleNames();
  const example = examples.find((known) => known === name.toLowerCase());
  if (example !== undefined) return fileURLToPath(new URL(`${example}/model.json`, EXAMPLES));
  // an example's folder means its model
  if (name !== "" && existsSync(join(name, "model.json"))) return join(name, "model.json");
  if (!existsSync(name))
    throw new InputError(
      `no example and no such file; examples are ${examples.join(", ")}, or give a model file of zmlm train`,
      { file: name || '""' },
    );
  return name;
}
