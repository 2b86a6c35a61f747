/**
 * An Amstrad CPC's tape as emulators and players of tape files take it: a .cdt file, which is a Spectrum's .tzx with
 * the CPC's pulses. The Soft 968 manual of the firmware, section 8, describes the tape; worldofspectrum.org the file.
 *
 * A file on tape is blocks of 2 KB. A block is a header and its data, each a record of its own: a leader, a byte that
 * says which it is, segments of 256 bytes with a checksum each, and a trailer.
 */

import type { Image } from "./machine.js";

const SEGMENT_BYTES = 256;
const BLOCK_BYTES = 2048;
/** What a record begins with. */
const HEADER = 0x2c;
const DATA = 0x16;
const TRAILER = [255, 255, 255, 255] as const;

/** Of a header: bytes, and places. */
const NAME_LENGTH = 16;
const AT_BLOCK = 16;
const AT_LAST = 17;
const AT_KIND = 18;
const AT_BYTES = 19;
const AT_ADDRESS = 21;
const AT_FIRST = 23;
const AT_LENGTH = 24;
const AT_START = 26;
const BINARY = 2;

const CDT_HEADER = [...Array.from("ZXTape!", (character) => character.charCodeAt(0)), 0x1a, 1, 13];
/** The kind of block that says how long its pulses are, in T-states of 3.5 MHz. */
const TURBO = 0x11;
/** 2,000 bits a second, the firmware's SPEED WRITE 1: half a 0 takes 1/6000 s, half a 1 twice that. */
const ZERO_PULSE = 583;
const ONE_PULSE = 2 * ZERO_PULSE;
/** The leader is 2048 ones, of two pulses, and a zero. */
const LEADER_PULSES = 2 * 2048;
/** Milliseconds of silence. */
const AFTER_HEADER = 16;
const AFTER_DATA = 2000;

/** @param name shown while it loads, 16 characters at most */
export function cpcTape({ origin, bytes, start }: Image, name = "CHAT"): Uint8Array {
  const parts: number[][] = [CDT_HEADER];
  for (let at = 0, block = 1; at < bytes.length; at += BLOCK_BYTES, block++) {
    const data = bytes.subarray(at, at + BLOCK_BYTES);
    const header = new Uint8Array(SEGMENT_BYTES);
    const view = new DataView(header.buffer);
    const stem = name.toUpperCase().slice(0, NAME_LENGTH);
    header.set(Array.from(stem, (character) => character.charCodeAt(0)));
    header[AT_BLOCK] = block;
    header[AT_LAST] = at + BLOCK_BYTES >= bytes.length ? 255 : 0;
    header[AT_KIND] = BINARY;
    header[AT_FIRST] = block === 1 ? 255 : 0;
    view.setUint16(AT_BYTES, data.length, true);
    view.setUint16(AT_ADDRESS, origin + at, true);
    view.setUint16(AT_LENGTH, bytes.length, true);
    view.setUint16(AT_START, start, true);
    parts.push(tapeBlock(HEADER, header, AFTER_HEADER), tapeBlock(DATA, data, AFTER_DATA));
  }
  return Uint8Array.from(parts.flat());
}

/** A record as a block of the file. */
function tapeBlock(kind: number, bytes: Uint8Array, pause: number): number[] {
  const record = [kind];
  for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
    const segment = new Uint8Array(SEGMENT_BYTES);
    segment.set(bytes.subarray(at, at + SEGMENT_BYTES));
    const check = checksum(segment);
    record.push(...segment, check >> 8, check & 255);
  }
  record.push(...TRAILER);
  const timing = [ONE_PULSE, ZERO_PULSE, ZERO_PULSE, ZERO_PULSE, ONE_PULSE, LEADER_PULSES].flatMap(word);
  const length = [...word(record.length & 0xffff), record.length >> 16];
  return [TURBO, ...timing, 8, ...word(pause), ...length, ...record];
}

/** CRC of x^16 + x^12 + x^5 + 1 that starts with all ones, inverted. */
function checksum(segment: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of segment) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc ^ 0xffff;
}

function word(value: number): number[] {
  return [value & 255, value >> 8];
}
