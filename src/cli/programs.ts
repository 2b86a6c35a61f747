/** Chat programs as input: reading a .COM file, and faults of the program as faults of that file. */

import { foldToAscii, isPrintableAscii } from "../base/ascii.js";
import { MAX_QUESTION } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { ProgramError } from "../build/ask.js";
import { readBytes } from "./files.js";

/** How a model file begins; as a program that would be nonsense. */
const MODEL_START = /^\s*\{\s*"format"/;

/** Most bytes of what might be a program; one that fits a machine has 64 KB at most. */
const MAX_PROGRAM = 1 << 20;

/** Reads a .COM file. */
export function readProgram(path: string): Uint8Array {
  const com = readBytes(path, MAX_PROGRAM);
  if (com.length === 0) throw new InputError("the file is empty; give a .COM file", { file: path });
  if (MODEL_START.test(String.fromCharCode(...com.subarray(0, 40))))
    throw new InputError("this is a model, not a program; zmlm build makes one of it", { file: path });
  return com;
}

/**
 * A question from the shell as it can stand in a command tail: ASCII, typographic characters made plain.
 * @throws InputError, which names the question, if the machine can't be asked it
 */
export function typedQuestion(text: string): string {
  const question = foldToAscii(text).trim();
  const fail = (what: string): never => {
    throw new InputError(`the question ${JSON.stringify(text)} ${what}`);
  };
  if (question === "") fail("is empty, and an empty command tail starts a chat; give a word or more");
  if (!isPrintableAscii(question)) fail("has characters that CP/M can't type; use plain letters");
  if (question.length > MAX_QUESTION)
    fail(`has ${question.length} characters and a command tail ${MAX_QUESTION}; shorten it`);
  return question;
}

/** Runs something on a program; what the program does wrong is then told of its file. */
export function asProgramFault<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProgramError || error instanceof InputError)
      throw new InputError(error.message, { file });
    throw error;
  }
}
