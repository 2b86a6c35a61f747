/** Feeds a stream to a console: a terminal key by key in raw mode, anything else as lines. */

import { StringDecoder } from "node:string_decoder";
import type { HostConsole } from "../../terminal/host-console.js";
import { keysOfLines, keysOfTerminal } from "../../terminal/keys.js";
import { guardTerminal } from "./signals.js";

const CTRL_C = "\x03";
/** Ctrl-\, which always ends the run. */
const QUIT = "\x1c";
const AFTER_CTRL_C = /(?<=\x03)/;
/** Keys that may wait before a pipe is paused. */
const MAX_WAITING = 65_536;

export type InputStream = NodeJS.ReadStream;

export function isTerminal(input: InputStream): boolean {
  return input.isTTY && typeof input.setRawMode === "function";
}

/**
 * Starts feeding.
 * @param translations by key of this terminal, what the program gets instead
 * @param onBreak called at a Ctrl-C on a terminal, before the console gets it, and at a Ctrl-\ (`always` is true)
 * @returns a function that stops feeding and restores the stream
 */
export function feed(
  input: InputStream,
  console: HostConsole,
  translations: Readonly<Record<string, string>>,
  onBreak: (always: boolean) => void,
): () => void {
  const raw = isTerminal(input);
  const keys = raw ? terminalKeys(translations) : lineKeys();
  const onData = (chunk: Buffer) => {
    for (const part of keys.of(chunk)) {
      if (raw && part.endsWith(CTRL_C)) onBreak(false);
      if (raw && part.includes(QUIT)) onBreak(true);
      console.type(part);
    }
    if (!raw && console.keysWaiting > MAX_WAITING) input.pause();
  };
  const onEnd = () => {
    console.type(keys.rest());
    console.end();
  };
  input.on("data", onData);
  input.on("end", onEnd);
  // a terminal that hangs up fails to read: that is its end
  input.on("error", onEnd);
  const setRaw = (on: boolean) => {
    input.setRawMode(on);
  };
  if (raw) setRaw(true);
  const release = raw ? guardTerminal(setRaw) : () => {};
  input.resume();
  return () => {
    input.off("data", onData);
    input.off("end", onEnd);
    input.off("error", onEnd);
    release();
    if (raw) setRaw(false);
    input.pause();
  };
}

/** Turns chunks of UTF-8 into keys; a character or line end may be split between two chunks. */
interface KeySource {
  /** Keys of a chunk, in parts. */
  of(chunk: Buffer): string[];
  /** The remaining keys, at the end of the stream. */
  rest(): string;
}

/** Each part ends with a Ctrl-C, or is the last. */
function terminalKeys(translations: Readonly<Record<string, string>>): KeySource {
  const decoder = new StringDecoder("utf8");
  return {
    of: (chunk) => keysOfTerminal(decoder.write(chunk), translations).split(AFTER_CTRL_C),
    rest: () => keysOfTerminal(decoder.end(), translations),
  };
}

/** The last line counts as a line even if nothing ends it. */
function lineKeys(): KeySource {
  const decoder = new StringDecoder("utf8");
  let heldCr = "";
  let inLine = false;
  const take = (text: string) => {
    const keys = keysOfLines(text);
    if (keys !== "") inLine = !keys.endsWith("\r");
    return keys;
  };
  return {
    of: (chunk) => {
      const text = heldCr + decoder.write(chunk);
      heldCr = text.endsWith("\r") ? "\r" : "";
      return [take(text.slice(0, text.length - heldCr.length))];
    },
    rest: () => {
      const keys = take(heldCr + decoder.end());
      return inLine ? `${keys}\r` : keys;
    },
  };
}
