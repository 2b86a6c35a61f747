/**
 * Converts models from and to NumPy archives.
 *
 *   const { text } = importModel(archive, "guess.npz");      // a model file's text
 *   const { bytes } = exportModel(text, "guess.json");       // an archive's bytes
 */

import { parseModel, serializeModel } from "../model/file.js";
import type { Network } from "../model/network.js";
import { exportNpz, importNpz } from "../model/npz.js";

/**
 * Turns an archive, in the form that the Z80-μLM project publishes, into a model file.
 * @param file the name to give in errors
 * @throws InputError that names the array at fault
 */
export function importModel(archive: Uint8Array, file: string): { network: Network; text: string } {
  const network = importNpz(archive, file);
  return { network, text: serializeModel(network) };
}

/**
 * Turns a model file into an archive.
 * @param file the name to give in errors
 * @throws InputError if the text is not a model file
 */
export function exportModel(text: string, file: string): { network: Network; bytes: Uint8Array } {
  const network = parseModel(text, file);
  return { network, bytes: exportNpz(network, file) };
}
