/** Files as accidents and attackers leave them: seeded mutations. */

import { InputError } from "../../src/base/input-error.js";
import type { Random } from "../../src/base/random.js";

/** Lengths, counts and offsets that break readers. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];

/** What JSON is made of, and names and escapes that trip its readers: pieces for {@link mutateText}. */
export const JSON_PIECES: readonly string[] = [
  "{",
  "}",
  "[",
  "]",
  ",",
  '"',
  ":",
  "null",
  '"__proto__":{}',
  "\\u0000",
  "1e999",
];

/** One to three changes: bits, bytes, numbers of up to four bytes, pieces moved, doubled or lost. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let mutated = Uint8Array.from(bytes);
  for (let changes = random.int(1, 3); changes > 0; changes--) mutated = changeBytes(mutated, random);
  return mutated;
}

function changeBytes(bytes: Uint8Array<ArrayBuffer>, random: Random): Uint8Array<ArrayBuffer> {
  if (bytes.length === 0) return Uint8Array.of(random.int(0, 255));
  const at = random.int(0, bytes.length - 1);
  const end = Math.min(bytes.length, at + random.pick([1, 2, 8, 64, random.int(1, bytes.length)]));
  switch (random.int(0, 6)) {
    case 0:
      bytes[at] ^= 1 << random.int(0, 7);
      return bytes;
    case 1:
      bytes[at] = random.int(0, 255);
      return bytes;
    case 2: {
      const number = random.pick(NUMBERS);
      for (let byte = 0; byte < 4 && at + byte < bytes.length; byte++)
        bytes[at + byte] = number >>> (8 * byte);
      return bytes;
    }
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(end));
    case 4:
      return joined(bytes.subarray(0, end), bytes.subarray(at));
    case 5:
      return bytes.slice(0, at);
    default: {
      const to = random.int(0, bytes.length - 1);
      bytes.copyWithin(to, at, end);
      return bytes;
    }
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** One to three changes of a text; some insert one of the pieces, which should be what its format is made of. */
export function mutateText(text: string, random: Random, pieces: readonly string[]): string {
  let mutated = text;
  for (let changes = random.int(1, 3); changes > 0; changes--) mutated = changeText(mutated, random, pieces);
  return mutated;
}

function changeText(text: string, random: Random, pieces: readonly string[]): string {
  const at = random.int(0, text.length);
  const end = Math.min(text.length, at + random.pick([1, 3, 20, random.int(0, text.length)]));
  switch (random.int(0, 5)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + random.pick(pieces) + text.slice(at);
    case 2:
      return text.slice(0, at) + random.pick(pieces) + text.slice(end);
    case 3:
      return text.slice(0, end) + text.slice(at);
    case 4:
      return text.slice(0, at);
    default: {
      const numbers = [...text.matchAll(/-?\d+(?:\.\d+)?/g)];
      if (numbers.length === 0) return text.slice(at) + text.slice(0, at);
      const { 0: digits, index } = random.pick(numbers);
      const number = random.pick(["-1", "0", "1e308", "1e999", "4294967296", "0.5", "99999999999999999999"]);
      return text.slice(0, index) + number + text.slice(index + digits.length);
    }
  }
}

/**
 * Runs a reader on a mutated file.
 * @param lines "one a fault" for a reader that tells all faults at once
 * @returns what it gives, or undefined where it refuses by an InputError of printable lines
 * @throws on any other error, and on a message that no terminal should see
 */
export function refusedOr<T>(read: () => T, lines: "one" | "one a fault" = "one"): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const told = lines === "one" ? [error.message] : error.message.split("\n");
    if (told.some((line) => line === "" || /[\u0000-\u001f\u007f-\u009f]/.test(line)))
      throw new Error(`control characters in a message: ${JSON.stringify(error.message)}`);
    return undefined;
  }
}

/** The same for a reader that takes its time. */
export async function refusedOrAsync<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    const value = await read();
    return refusedOr(() => value);
  } catch (error) {
    return refusedOr(() => {
      throw error;
    });
  }
}
