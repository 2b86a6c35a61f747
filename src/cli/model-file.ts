/**
 * Model files on disk. Apart from other files, since a command that needs no model shall not load what checks one.
 *
 * @example
 * const model = readModel("data/tinychat/model.json");
 */

import { type Model, parseModel } from "../model/file.js";
import { readModelText } from "./files.js";

/**
 * Reads and checks a model file.
 * @throws InputError in one line that names the file
 */
export function readModel(path: string): Model {
  return parseModel(readModelText(path), path);
}
