/** The listing: address, bytes, T-states, line and source of every line assembled, then the symbols. */

import { hex } from "../base/hex.js";
import { type Form, tStatesText } from "./form.js";
import type { Image } from "./image.js";
import type { Token } from "./lexer.js";
import { lineText, tokenText } from "./line-text.js";
import type { AssembledLine } from "./pass.js";
import { formatSymbolFile } from "./symbol-file.js";
import { sourceName } from "./symbols.js";

const BYTES_A_ROW = 8;
/** Rows of bytes that a line may take before the rest is only counted. */
const MOST_ROWS = 4;
const BYTES_WIDTH = BYTES_A_ROW * 3 - 1;
const TSTATES_WIDTH = 7;
const NUMBER_WIDTH = 5;

function bytesText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => hex(byte, 2)).join(" ");
}

/** T-states of a form; a jump's are taken/not taken. */
function statesColumn(form: Form | undefined): string {
  return (form === undefined ? "" : tStatesText(form)).padStart(TSTATES_WIDTH);
}

/** The line with a macro's parameters replaced; names that a macro made unique as its source has them. */
function sourceText(assembled: AssembledLine): string {
  const { line, tokens } = assembled;
  if (tokens === undefined || tokens === line.lexed.tokens) return line.text;
  const textOf = (token: Token) => (token.kind === "name" ? sourceName(token.text) : tokenText(token, line));
  return lineText({ ...assembled, tokens }, textOf);
}

function listLine(assembled: AssembledLine, image: Image): string[] {
  const { line, depth, address, start, length, form, value } = assembled;
  const rows: string[] = [];
  const firstBytes = bytesText(image.slice(start, Math.min(length, BYTES_A_ROW)));
  const left =
    value !== undefined ? `= ${hex(value, 4)}` : length > 0 || line.text.trim() !== "" ? hex(address, 4) : "";
  const isSilent = value === undefined && length === 0 && line.lexed.tokens.length === 0;
  const number = `${depth > 0 ? "+" : ""}${line.number}`.padStart(NUMBER_WIDTH);
  rows.push(
    `${(isSilent ? "" : left).padEnd(6)}  ${firstBytes.padEnd(BYTES_WIDTH)} ${statesColumn(form)}  ${number}  ${sourceText(assembled)}`.trimEnd(),
  );
  for (let at = BYTES_A_ROW; at < length; at += BYTES_A_ROW) {
    if (at === BYTES_A_ROW * MOST_ROWS) {
      rows.push(`        … ${length - at} more bytes`);
      break;
    }
    rows.push(
      `${hex(address + at, 4).padEnd(6)}  ${bytesText(image.slice(start + at, Math.min(length - at, BYTES_A_ROW)))}`,
    );
  }
  return rows;
}

const HEADING = `${"addr".padEnd(6)}  ${"bytes".padEnd(BYTES_WIDTH)} ${"T".padStart(TSTATES_WIDTH)}  ${"line".padStart(NUMBER_WIDTH)}  source`;

/** Lines of other files are headed by the file's name; those that a macro or include brought are marked `+`. */
export function formatListing(
  lines: readonly AssembledLine[],
  image: Image,
  symbols: ReadonlyMap<string, number>,
): string {
  const rows = [HEADING];
  let file: string | undefined;
  for (const assembled of lines) {
    if (assembled.line.file !== file) {
      file = assembled.line.file;
      rows.push("", `; ${file}`);
    }
    rows.push(...listLine(assembled, image));
  }
  rows.push("", "; symbols", formatSymbolFile(symbols));
  return rows.join("\n");
}
