/** Each folder of `asm/` opens with a map: the comment of its first file names every file. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const MAPS = {
  columns: "columns.asm",
  packed: "layers.asm",
  encode: "encode.asm",
} as const;

it.each(Object.entries(MAPS))("asm/%s is mapped in %s", (folder, first) => {
  const path = new URL(`../../asm/${folder}/`, import.meta.url);
  const head = /^(;.*\n)+/.exec(readFileSync(new URL(first, path), "utf8"))![0];
  const mapped = Array.from(head.matchAll(/^; {3}(\S+\.asm) /gm), ([, name]) => name);
  expect(mapped.toSorted()).toEqual(readdirSync(path).toSorted());
});
