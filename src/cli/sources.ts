/** The Z80 program's source, which the package carries in `asm/`. */

import { readFileSync } from "node:fs";

const folder = new URL("../../asm/", import.meta.url);

/** A file of `asm/` by name; undefined if there is none. */
export function programSource(name: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(new URL(name, folder)));
  } catch {
    return undefined;
  }
}
