/** Gzip that is the same for the same content: on every machine, in every version of Node and in a browser. */

import { gzipSync } from "fflate";

/**
 * Packs bytes, or text as UTF-8.
 *
 * By fflate, as Node's zlib compresses otherwise from version to version and names the system in byte 9; without a time.
 */
export function gzip(content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return gzipSync(bytes, { mtime: 0 });
}
