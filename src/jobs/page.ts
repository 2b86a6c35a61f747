/**
 * A program inside an HTML page: the page's first program, and what makes a page that one person sends to another.
 * It lies in a data block, which browsers don't run: `<script type="application/json" id="zmlm-program">`.
 *
 *   const html = fillPage(template, { name: "tinychat", model: text, com, symbols });
 *   const { model } = readPage(html)!;
 */

import { InputError } from "../base/input-error.js";
import type { Program } from "../build/program.js";

/** A CP/M program, and what a page needs beside it. */
export interface PageProgram {
  /** Name of the model, to show. */
  readonly name: string;
  /** The .COM file. */
  readonly com: Uint8Array;
  /** Addresses of the program's labels and values of its equates, by name. */
  readonly symbols: ReadonlyMap<string, number>;
  readonly layout: string;
  /** Text of the model file, where the page has it at hand. */
  readonly model?: string | undefined;
}

/** What {@link readPage} looks for; the template has it, empty. */
const OPENING = '<script type="application/json" id="zmlm-program">';
const CLOSING = "</script>";
/** The block's attributes as any writer of HTML may have put them. */
const BLOCK = /<script\b[^>]*\bid="zmlm-program"[^>]*>([^<]*)<\/script>/;

/** An empty block, for a template. */
export const EMPTY_BLOCK = OPENING + CLOSING;

/** A built program for a page. @param model text of its model file, if the page is to carry it */
export function pageProgram(name: string, program: Program, model?: string): PageProgram {
  const { bytes, layout, assembly } = program;
  return { name, com: bytes, symbols: assembly.symbols, layout, ...(model !== undefined && { model }) };
}

/**
 * Puts a program into a page.
 * @param template a page with a block, which is replaced
 */
export function fillPage(template: string, { name, com, symbols, layout, model }: PageProgram): string {
  if (!BLOCK.test(template)) throw new Error("the template has no place for a program");
  const block = { name, layout, com: toBase64(com), symbols: Object.fromEntries(symbols), model };
  // no name or text may end the block
  const json = JSON.stringify(block).replaceAll("<", "\\u003c");
  return template.replace(BLOCK, () => OPENING + json + CLOSING);
}

/**
 * Reads the program of a page.
 * @param file the name to give in errors
 * @returns undefined if the page holds none
 * @throws InputError if it is damaged
 */
export function readPage(html: string, file = "page"): PageProgram | undefined {
  const json = BLOCK.exec(html)?.[1];
  if (json === undefined || json.trim() === "") return undefined;
  try {
    const { name, layout, com, symbols, model } = JSON.parse(json) as Record<string, unknown>;
    if (typeof name !== "string" || typeof layout !== "string" || typeof com !== "string") throw new Error();
    if (model !== undefined && typeof model !== "string") throw new Error();
    return { name, layout, com: fromBase64(com), symbols: symbolsOf(symbols), model };
  } catch {
    throw new InputError("the program in this page is damaged; save the page again where it came from", {
      file,
    });
  }
}

function symbolsOf(value: unknown): Map<string, number> {
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.some(([, address]) => typeof address !== "number")) throw new Error();
  return new Map(entries as [string, number][]);
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
