/** Opens what an earlier visitor took along: a model file, or a page with a chat. */

import { InputError } from "../../base/input-error.js";
import { readPage } from "../../jobs/page.js";
import { fault, program, showModel } from "../store.js";

/** Most bytes of a file that is read: a model of the largest network has fewer. */
const MAX_FILE = 1 << 23;

/** Boots what a file holds; tells what is wrong with a file that holds nothing of the kind, and changes nothing then. */
export async function openFile(file: File): Promise<void> {
  try {
    await boot(file);
    fault.value = undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    fault.value = error.message;
  }
}

async function boot(file: File): Promise<void> {
  const { name } = file;
  const fail = (what: string): never => {
    throw new InputError(what, { file: name });
  };
  if (file.size > MAX_FILE) fail("this is too large for a model; open a model.json or a chat.html");
  const text = await readText(file).catch(() => fail("this file can't be read; is it still there?"));
  if (/^\s*\{/.test(text)) await showModel(name.replace(/\.json$/i, ""), text, name);
  else
    program.value =
      readPage(text, name) ?? fail("this is neither a model nor a chat; open a model.json or a chat.html");
}

async function readText(file: File): Promise<string> {
  return new TextDecoder().decode(await file.arrayBuffer());
}
