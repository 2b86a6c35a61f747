/** Feeds a stream to a console: a terminal key by key in raw mode, anything else as lines. */

import { StringDecoder } from "node:string_decoder";
import type { HostConsole } from "./host-console.js";
import { keysOfLines, keysOfTerminal } from "./keys.js";

const CTRL_C = "\x03";
/** Keys that may wait before a pipe is held up. */
const MAX_WAITING = 65_536;

export type InputStream = NodeJS.ReadStream;

function isTerminal(input: InputStream): boolean {
  return input.isTTY && typeof input.setRawMode === "function";
}

/**
 * Starts feeding.
 * @param onCtrlC told of a Ctrl-C on a terminal, before the console gets it
 * @returns stops it, and gives the stream back as it was
 */
export function feed(input: InputStream, console: HostConsole, onCtrlC: () => void): () => void {
  const decoder = new StringDecoder("utf8");
  const raw = isTerminal(input);
  const toKeys = raw ? keysOfTerminal : lineKeys();

  const onData = (chunk: Buffer) => {
    const keys = toKeys(decoder.write(chunk));
    if (raw && keys.includes(CTRL_C)) onCtrlC();
    console.type(keys);
    if (!raw && console.keysWaiting > MAX_WAITING) input.pause();
  };
  const onEnd = () => {
    console.type(toKeys(decoder.end()));
    console.end();
  };
  input.on("data", onData);
  input.on("end", onEnd);
  // a terminal that hangs up fails to read: that is its end
  input.on("error", onEnd);
  if (raw) input.setRawMode(true);
  input.resume();
  return () => {
    input.off("data", onData);
    input.off("end", onEnd);
    input.off("error", onEnd);
    if (raw) input.setRawMode(false);
    input.pause();
  };
}

/** A CR LF may fall on two chunks: a CR waits for what follows. */
function lineKeys(): (text: string) => string {
  let held = "";
  return (text) => {
    const whole = held + text;
    held = whole.endsWith("\r") && text !== "" ? "\r" : "";
    return keysOfLines(held === "" ? whole : whole.slice(0, -1));
  };
}
