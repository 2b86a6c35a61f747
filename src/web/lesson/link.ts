/**
 * A lesson in a link: pairs and settings, packed into the part of the address that browsers don't send.
 *
 *   const link = lessonLink("https://host/page/", { name: "mine.txt", text, settings });
 *   const lesson = linkedLesson(new URL(link).hash);
 */

import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { InputError } from "../../base/input-error.js";
import { DEFAULT_SETTINGS, type Settings, type Subject, settingsFrom } from "./settings.js";

/** Longer links are cut by some programs that send or show them. */
export const MAX_LINK = 8000;
/** Most characters that a link unpacks to. */
const MAX_TEXT = 1_000_000;

/** The number is the version of what is packed. */
const START = "#lesson=1.";
const ANY_START = "#lesson=";
const DAMAGED = "the lesson in this link is damaged; ask for the link again";

/** The link's text; it may be longer than {@link MAX_LINK}. @param page address of the page */
export function lessonLink(page: string, { name, text, settings }: Subject): string {
  const changed = Object.entries(settings).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULT_SETTINGS[key as keyof Settings]),
  );
  const content = JSON.stringify([name, text, Object.fromEntries(changed)]);
  return page.replace(/#.*$/, "") + START + toBase64(deflateSync(strToU8(content), { level: 9, mem: 9 }));
}

/**
 * The lesson of a link.
 * @param fragment the address's part from `#` on
 * @returns undefined if it holds none
 * @throws InputError if it is damaged
 */
export function linkedLesson(fragment: string): Subject | undefined {
  if (!fragment.startsWith(ANY_START)) return undefined;
  if (!fragment.startsWith(START) && /^#lesson=\d+\./.test(fragment))
    throw new InputError("this link was made by a newer zmlm; open it where it came from");
  let content: unknown;
  try {
    content = JSON.parse(unpack(fromBase64(fragment.slice(START.length))));
  } catch {
    throw new InputError(DAMAGED);
  }
  const [name, text, settings] = Array.isArray(content) ? content : [];
  if (typeof name !== "string" || typeof text !== "string") throw new InputError(DAMAGED);
  return { name, text, settings: settingsFrom(settings) };
}

/** Unpacks in pieces, so that a small link can't fill the memory. */
function unpack(packed: Uint8Array): string {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let whole = false;
  const inflate = new Inflate((piece, final) => {
    size += piece.length;
    if (size > MAX_TEXT) throw new Error("too large");
    pieces.push(piece.slice());
    whole ||= final;
  });
  const STEP = 512;
  for (let at = 0; at < packed.length; at += STEP)
    inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
  if (!whole) throw new Error("cut off");
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return strFromU8(bytes);
}

/** Base64 for addresses (RFC 4648, section 5). */
function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
