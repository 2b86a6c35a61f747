/**
 * A program inside an HTML page: the page's first program, and what makes a page that one person sends to another.
 * It lies in a data block, which browsers don't run: `<script type="application/json" id="zmlm-program">`.
 *
 *   const html = fillPage(template, { name: "tinychat", model: text, com, symbols });
 *   const { model } = readPage(html)!;
 */

import { z } from "zod/mini";
import { InputError } from "../base/input-error.js";
import type { Program } from "../build/program.js";
import { ENCODERS, type EncoderId } from "../model/encoder.js";
import type { Model } from "../model/file.js";
import { type Join, joinOf } from "../model/network.js";

/** A network without its weights: what a picture of it needs. */
export interface NetworkFacts {
  readonly encoder: EncoderId;
  /** Empty for head `replies`. */
  readonly charset: string;
  readonly answers?: readonly string[] | undefined;
  /** Where the reply so far joins; undefined for head `replies`. */
  readonly join?: Join | undefined;
  /** Neurons of each layer. */
  readonly outputs: readonly number[];
}

/** A CP/M program, and what a page needs beside it. */
export interface PageProgram {
  /** Name of the model, to show. */
  readonly name: string;
  /** The .COM file. */
  readonly com: Uint8Array;
  /** Addresses of the program's labels and values of its equates, by name. */
  readonly symbols: ReadonlyMap<string, number>;
  readonly layout: string;
  readonly network: NetworkFacts;
  /** Text of the model file, where the page has it at hand. */
  readonly model?: string | undefined;
}

/** What the block holds, checked when a page is opened: people may have edited it. */
const blockSchema = z.object({
  name: z.string(),
  layout: z.string(),
  /** Base64. */
  com: z.string(),
  symbols: z.record(z.string(), z.number()),
  network: z.object({
    encoder: z.object({ name: z.enum(ENCODERS), buckets: z.number() }),
    charset: z.string(),
    answers: z.optional(z.array(z.string())),
    join: z.optional(
      z.object({
        layer: z.union([z.literal(1), z.literal(2)]),
        buckets: z.union([z.literal(64), z.literal(128)]),
      }),
    ),
    outputs: z.array(z.number()),
  }),
  model: z.optional(z.string()),
});

/** What {@link readPage} looks for; the template has it, empty. */
const OPENING = '<script type="application/json" id="zmlm-program">';
const CLOSING = "</script>";
/** The block's attributes as any writer of HTML may have put them. */
const BLOCK = /<script\b[^>]*\bid="zmlm-program"[^>]*>([^<]*)<\/script>/;

/** An empty block, for a template. */
export const EMPTY_BLOCK = OPENING + CLOSING;

/**
 * A built program for a page.
 * @param text of its model file, if the page is to carry it
 */
export function pageProgram(name: string, model: Model, program: Program, text?: string): PageProgram {
  const { bytes, layout, assembly } = program;
  const { encoder, charset, answers, layers } = model;
  const network: NetworkFacts = {
    encoder: { name: encoder.name, buckets: encoder.buckets },
    charset,
    answers,
    join: joinOf(model),
    outputs: layers.map(({ outputs }) => outputs),
  };
  return { name, com: bytes, symbols: assembly.symbols, layout, network, model: text };
}

/**
 * Puts a program into a page.
 * @param template a page with a block, which is replaced
 */
export function fillPage(
  template: string,
  { name, layout, network, com, symbols, model }: PageProgram,
): string {
  if (!BLOCK.test(template)) throw new Error("the template has no place for a program");
  // in this order always, so that the same program gives the same page
  const entries = { name, layout, network, com: toBase64(com), symbols: Object.fromEntries(symbols), model };
  // no name or text may end the block
  const json = JSON.stringify(entries).replaceAll("<", "\\u003c");
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
    const { com, symbols, ...rest } = blockSchema.parse(JSON.parse(json));
    return { ...rest, com: fromBase64(com), symbols: new Map(Object.entries(symbols)) };
  } catch {
    throw new InputError("the program in this page is damaged; save the page again where it came from", {
      file,
    });
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
