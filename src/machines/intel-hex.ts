/**
 * Intel HEX: bytes as text, for machines that get their programs over a serial line. Each line is a record: `:`, number
 * of bytes, address, kind (00 data, 01 end), bytes, and a checksum, with which all bytes of the line sum up to 0.
 *
 *     intelHex({ origin: 0x100, bytes: Uint8Array.of(0xc9), start: 0x100 })    // ":01010000C935\r\n:00000001FF\r\n"
 */

import { hex } from "../base/hex.js";
import type { Image } from "./machine.js";

const RECORD_BYTES = 16;
const DATA = 0;
const END = 1;

/** The text, in ASCII, with CP/M's line ends. */
export function intelHex({ origin, bytes }: Image): Uint8Array {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += RECORD_BYTES)
    lines.push(record(origin + at, DATA, bytes.subarray(at, at + RECORD_BYTES)));
  lines.push(record(0, END, new Uint8Array(0)));
  return new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(""));
}

function record(address: number, kind: number, data: Uint8Array): string {
  const all = [data.length, address >> 8, address & 0xff, kind, ...data];
  const checksum = -all.reduce((sum, byte) => sum + byte, 0) & 0xff;
  return `:${[...all, checksum].map((byte) => hex(byte, 2)).join("")}`;
}
