/** Gzip that is the same for the same content: on every machine, in every version of Node and in a browser. */

import { gzipSync } from "fflate";

/**
 * Packs bytes, or text as UTF-8.
 *
 * Uses fflate, because the output of Node's zlib depends on its version, and byte 9 on the system. The time is left out.
 */
export function gzip(content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return gzipSync(bytes, { mtime: 0 });
}
