/**
 * A program back to source: every byte from the first on read as code. Bytes that are no instruction, or that
 * the assembler would write otherwise, become `db`; so the source assembles to the same bytes again.
 */

import { hex } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { type Decoded, decode, instructionText, type NameOf } from "./decode.js";
import { type Form, tStatesText } from "./form.js";
import { MEMORY_SIZE } from "./image.js";
import { numberText } from "./number-text.js";

export interface DisassembleOptions {
  /** Address of the first byte. */
  readonly origin: number;
}

interface Piece {
  readonly address: number;
  readonly length: number;
  /** Undefined for bytes that are no instruction. */
  readonly decoded: Decoded | undefined;
}

const JUMPS = new Set(["jp", "jr", "djnz", "call"]);
const PREFIX_ED = 0xed;
/** Column of the comment with address, bytes and T-states. */
const COMMENT_COLUMN = 32;
const BYTES_WIDTH = 11;

function split(bytes: Uint8Array, origin: number): Piece[] {
  const read = (address: number): number | undefined => bytes[address - origin];
  const pieces: Piece[] = [];
  const end = origin + bytes.length;
  for (let address = origin; address < end; ) {
    const decoded = decode(read, address);
    const unknownLength = read(address) === PREFIX_ED && address + 1 < end ? 2 : 1;
    const length = decoded?.length ?? unknownLength;
    pieces.push({ address, length, decoded });
    address += length;
  }
  return pieces;
}

/** Targets of jumps that an instruction starts at, with a name for each. */
function nameTargets(pieces: readonly Piece[]): ReadonlyMap<number, string> {
  const starts = new Set(pieces.map(({ address }) => address));
  const names = new Map<number, string>();
  for (const { decoded } of pieces) {
    const target = decoded?.values.at(-1);
    if (target !== undefined && JUMPS.has(decoded!.form.mnemonic) && starts.has(target))
      names.set(target, `L${hex(target, 4)}`);
  }
  return names;
}

function comment(form: Form | undefined, decoded: Decoded | undefined, address: number): string {
  if (form === undefined) return "";
  if (form.standing === "mirror")
    return `${tStatesText(form)}  ${instructionText(decoded!, address)}, by other bytes`;
  return tStatesText(form);
}

function pieceText({ address, length, decoded }: Piece, bytes: Uint8Array, nameOf: NameOf): string {
  const isMirror = decoded?.form.standing === "mirror";
  const data = Array.from(bytes, (byte) => numberText(byte, 2));
  const text =
    decoded === undefined || isMirror ? `db ${data.join()}` : instructionText(decoded, address, nameOf);
  const shown = Array.from(bytes.subarray(0, length), (byte) => hex(byte, 2)).join(" ");
  const states = comment(decoded?.form, decoded, address);
  return `${`        ${text}`.padEnd(COMMENT_COLUMN)}; ${hex(address, 4)}  ${shown.padEnd(BYTES_WIDTH)}  ${states}`.trimEnd();
}

/**
 * Source of a program; assembled again it gives the same bytes.
 * @throws InputError if the program is larger than memory
 */
export function disassemble(bytes: Uint8Array, options: DisassembleOptions): string {
  const { origin } = options;
  if (origin + bytes.length > MEMORY_SIZE)
    throw new InputError(
      `${bytes.length} bytes from ${numberText(origin, 4)} on don't fit 64 KB of memory; give another origin`,
    );
  const pieces = split(bytes, origin);
  const names = nameTargets(pieces);
  const rows = [`        org ${numberText(origin, 4)}`, ""];
  for (const piece of pieces) {
    const label = names.get(piece.address);
    if (label !== undefined) rows.push(`${label}:`);
    const at = piece.address - origin;
    rows.push(pieceText(piece, bytes.subarray(at, at + piece.length), (address) => names.get(address)));
  }
  return `${rows.join("\n")}\n`;
}
