/**
 * Recognises a file that was given where another kind belongs, and says what to do with it.
 *
 *   wrongKind(bytes, "CHAT.COM", "model");   // "this is a program, not a model; zmlm run CHAT.COM talks to it"
 */

import { MODEL_FORMAT } from "../base/contract.js";
import { looksLikePairs } from "../data/convert/format.js";

/** What commands take. */
export type WantedKind = "model" | "pairs" | "program" | "source";

type Kind = "model" | "pairs" | "program" | "text" | "json" | "npz" | Foreign;

/** Files of other systems and programs, by their first bytes. */
const MAGIC = [
  ["elf", "\u007fELF"],
  ["macho", "\u00cf\u00fa\u00ed\u00fe"],
  ["macho", "\u00ca\u00fe\u00ba\u00be"],
  ["exe", "MZ"],
  ["script", "#!"],
  ["pdf", "%PDF"],
  ["zip", "PK\u0003\u0004"],
  ["gzip", "\u001f\u008b"],
  ["picture", "\u0089PNG"],
  ["picture", "\u00ff\u00d8\u00ff"],
  ["utf16", "\u00ff\u00fe"],
  ["utf16", "\u00fe\u00ff"],
] as const;
type Foreign = (typeof MAGIC)[number][0] | "latin1";

const FOREIGN: Readonly<Record<Foreign, string>> = {
  elf: "a program for Linux (ELF)",
  macho: "a program for macOS (Mach-O)",
  exe: "a program for Windows or MS-DOS (EXE)",
  script: "a script",
  pdf: "a PDF",
  zip: "a spreadsheet, a document or another zip archive",
  gzip: "a gzip archive",
  picture: "a picture",
  utf16: "UTF-16 text",
  latin1: "Latin-1 text (Windows-1252)",
};

const NAMES: Readonly<Record<WantedKind, string>> = {
  model: "a model",
  pairs: "a pair file",
  program: "a program",
  source: "Z80 source",
};

/** Kinds that pass, as they may be what is wanted. */
const MAY_BE: Partial<Readonly<Record<WantedKind, (kind: Kind) => boolean>>> = {
  source: (kind) => kind === "text" || kind === "pairs" || kind === "latin1" || kind === "script",
};

/** Bytes that a decision is made from. */
const HEAD = 4096;

/**
 * @param file the name to give in commands
 * @returns what the file is instead and what to do, or undefined if it may be what is wanted
 */
export function wrongKind(bytes: Uint8Array, file: string, wanted: WantedKind): string | undefined {
  const kind = kindOf(bytes, file);
  if (kind === wanted || kind === undefined || MAY_BE[wanted]?.(kind)) return undefined;
  const name = /^[\w@%+=:,./-]+$/.test(file) ? file : `"${file}"`;
  const remedy = remedyOf(kind, wanted, name);
  return remedy === undefined ? undefined : `this is ${titleOf(kind)}, not ${NAMES[wanted]}; ${remedy}`;
}

/** Whether a file is a model. */
export function isModel(bytes: Uint8Array, file: string): boolean {
  return kindOf(bytes, file) === "model";
}

/** What a file that is no UTF-8 text is instead, with what to do; undefined if that isn't known. */
export function notTextKind(bytes: Uint8Array, file: string): string | undefined {
  const kind = kindOf(bytes, file);
  if (kind === undefined || kind === "text" || kind === "json" || kind === "pairs" || kind === "model")
    return undefined;
  const name = /^[\w@%+=:,./-]+$/.test(file) ? file : `"${file}"`;
  return `${titleOf(kind)}; ${remedyOf(kind, "pairs", name) ?? "give UTF-8 text"}`;
}

function kindOf(bytes: Uint8Array, file: string): Kind | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD));
  const known = MAGIC.find(([, magic]) => head.startsWith(magic));
  if (known !== undefined) return known[0] === "zip" && /\.npz$/i.test(file) ? "npz" : known[0];
  if (bytes.length === 0) return undefined;
  if (isUtf8(bytes)) {
    const text = head.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
    // a program may happen to be text
    if (/\.com$/i.test(file) && !text.startsWith("{")) return undefined;
    if (/^\{\s*"format"\s*:/.test(text) && text.includes(MODEL_FORMAT)) return "model";
    if (/^[[{]/.test(text)) return "json";
    return looksLikePairs(text) ? "pairs" : "text";
  }
  if (/\.(com|rom|tap|sna)$/i.test(file)) return "program";
  return !bytes.includes(0) && !/[\u0001-\u0008\u000e-\u001f]/.test(head) ? "latin1" : undefined;
}

/** The beginning of UTF-8 text, whose last character may be cut off. */
function isUtf8(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, HEAD);
  if (head.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function titleOf(kind: Kind): string {
  switch (kind) {
    case "model":
    case "pairs":
    case "program":
      return NAMES[kind];
    case "text":
      return "text";
    case "json":
      return "JSON";
    case "npz":
      return "a model of Z80-μLM";
    default:
      return FOREIGN[kind];
  }
}

function remedyOf(kind: Kind, wanted: WantedKind, file: string): string | undefined {
  if (wanted === "source" && kind !== "model")
    return kind === "program"
      ? `zmlm asm --disassemble ${file} makes source of it`
      : "give text in UTF-8, a .asm file";
  switch (kind) {
    case "model":
      return wanted === "program"
        ? `zmlm build makes one of it, and zmlm chat ${file} talks to it`
        : `zmlm chat ${file} talks to it, and zmlm eval ${file} pairs.txt scores it`;
    case "pairs":
      return `zmlm make ${file} makes a chat of it, and zmlm train ${file} only a model`;
    case "program":
      return `zmlm run ${file} talks to it`;
    case "npz":
      return wanted === "program" ? undefined : `zmlm import ${file} -o model.json converts it`;
    case "utf16":
    case "latin1":
      return `zmlm data convert ${file} -o utf8.txt makes a pair file of it`;
    case "zip":
      return "export it as CSV; zmlm data convert makes pairs of that";
    case "gzip":
      return wanted === "pairs" ? undefined : "unpack it with gunzip";
    case "text":
    case "json":
      if (wanted !== "program") return undefined;
      return /\.(asm|z80|mac)"?$/i.test(file)
        ? `zmlm asm ${file} makes a program of it`
        : "give a program for CP/M, a .COM file";
    default:
      return wanted === "program"
        ? "give a program for CP/M, a .COM file"
        : "give lines of question|answer as text";
  }
}
