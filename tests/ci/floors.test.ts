/** The rules of the house are enforced: what breaks one makes `npm run lint` or `npm run typecheck` fail. */

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { repositoryPath, temporaryFolder } from "../support/cli.js";

const FLOORS = [
  ["cli", "web"],
  ["jobs"],
  ["train", "build"],
  ["machines", "cpm", "terminal"],
  ["z80", "asm", "model", "data"],
  ["base"],
];
const ROOMS = FLOORS.flat();

const at = temporaryFolder();

function plant(file: string, text: string): void {
  mkdirSync(dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
}

test("each folder of src/ has its floor", () => {
  const folders = readdirSync(repositoryPath("src"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).filter((name) => !ROOMS.includes(name))).toEqual([]);
});

describe("planted in a copy of the house", () => {
  /** What was found, as `file rule`. */
  let found: Set<string>;

  beforeAll(() => {
    const settings = readdirSync(repositoryPath(".")).filter((name) => name.startsWith(".biome."));
    for (const file of settings) copyFileSync(repositoryPath(file), at(file));
    symlinkSync(repositoryPath("node_modules"), at("node_modules"));
    for (const [from, room] of ROOMS.entries())
      for (const other of ROOMS)
        for (const [kind, text] of Object.entries({
          value: `export { it } from "../${other}/it.js";\n`,
          type: `import type { It } from "../${other}/part/it.js";\nexport type T${from} = It;\n`,
          lazy: `export const it = () => import("../../${other}/it.js");\n`,
        }))
          plant(`src/${room}/${kind === "lazy" ? "part/" : ""}${kind}-${other}.ts`, text);
    plant("src/base/inline.ts", `export type It = import("../cli/it.js").It;\n`);
    for (const [i, text] of ["Date.now()", "new Date()", "Math.random()", "new Date(1980, 0, 1)"].entries())
      for (const room of ["train", "cli"]) plant(`src/${room}/clock${i}.ts`, `export const it = ${text};\n`);
    for (const room of ROOMS) plant(`src/${room}/host.ts`, `export { readFileSync } from "node:fs";\n`);
    plant("src/train/node.ts", `export { readFileSync } from "node:fs";\n`);
    plant("src/base/one.ts", `import type { Two } from "./two.js";\nexport type One = Two | 1;\n`);
    plant("src/base/two.ts", `import type { One } from "./one.js";\nexport type Two = One | 2;\n`);
    const args = ["lint", "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=github", "src"];
    const { status, stdout } = spawnSync(repositoryPath("node_modules/.bin/biome"), args, {
      cwd: at("."),
      encoding: "utf8",
    });
    expect(status).toBe(1);
    found = new Set(
      [...stdout.matchAll(/title=(?:lint\/\w+\/)?(\w+),file=[^,]*?(src\/[^,]+)/g)].map(
        ([, rule, file]) => `${file} ${rule}`,
      ),
    );
  });

  test("an import of a room that isn't on a lower floor is found, one that is isn't", () => {
    const floorOf = (room: string) => FLOORS.findIndex((floor) => floor.includes(room));
    for (const room of ROOMS)
      for (const other of ROOMS)
        for (const file of [`value-${other}.ts`, `type-${other}.ts`, `part/lazy-${other}.ts`]) {
          const isAllowed = room === other || floorOf(other) > floorOf(room);
          const name = `src/${room}/${file}`;
          expect([name, !found.has(`${name} noRestrictedImports`)]).toEqual([name, isAllowed]);
        }
  });

  test("node: is for src/cli and one file of src/train", () => {
    const files = [...ROOMS.map((room) => `src/${room}/host.ts`), "src/train/node.ts"];
    expect(files.filter((file) => !found.has(`${file} noNodejsModules`))).toEqual([
      "src/cli/host.ts",
      "src/train/node.ts",
    ]);
  });

  test("a type imported in the middle of a file is found", () => {
    expect(found).toContain("src/base/inline.ts plugin");
  });

  test("the clock and chance are a host's", () => {
    const files = ["train", "cli"].flatMap((room) => [0, 1, 2, 3].map((i) => `src/${room}/clock${i}.ts`));
    expect(files.filter((file) => found.has(`${file} plugin`))).toEqual(
      [0, 1, 2].map((i) => `src/train/clock${i}.ts`),
    );
  });

  test("circles are found, of types too", () => {
    expect(found).toContain("src/base/one.ts noImportCycles");
    expect(found).toContain("src/base/two.ts noImportCycles");
  });
});

test("globals of Node and of a page are unknown where there may be neither", () => {
  const globals = [
    ...["process", "Buffer", "console", "setImmediate", "document", "window", "localStorage"],
    ...["performance", "setTimeout"],
  ];
  plant(
    "free/planted.ts",
    `${globals.map((name) => `export const a_${name} = ${name};\n`).join("")}export const text = new TextEncoder();\n`,
  );
  plant(
    "free/tsconfig.json",
    JSON.stringify({
      extends: repositoryPath("src/tsconfig.free.json"),
      include: ["planted.ts", repositoryPath("src/free.d.ts")],
    }),
  );
  const { status, stdout } = spawnSync(repositoryPath("node_modules/.bin/tsc"), ["-p", at("free")], {
    encoding: "utf8",
  });
  expect(status).not.toBe(0);
  expect([...stdout.matchAll(/Cannot find name '(\w+)'/g)].map(([, name]) => name)).toEqual(globals);
});
