/**
 * The package as others use it: packed, unpacked in a folder that holds nothing but it and what it says it depends on.
 * The examples in the docstrings of its parts, and those of examples/, are type-checked and run there.
 */

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { isWhole } from "../support/length.js";

const at = temporaryFolder();

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(readFileSync(repositoryPath("package.json"), "utf8")) as Manifest;

/** Names of what can be imported, such as `zmlm/asm`, and their sources. */
const ENTRIES = Object.entries(manifest.exports).flatMap(([name, target]) =>
  typeof target === "string"
    ? []
    : [{ name: `zmlm/${name.slice(2)}`, source: target.default.replace("dist", "src").replace(/js$/, "ts") }],
);

const RESOLUTIONS = [
  { moduleResolution: "node16", module: "node16" },
  { moduleResolution: "bundler", module: "esnext" },
];

/** Examples by the name of their file. */
const EXAMPLES: Readonly<Record<string, string>> = Object.fromEntries([
  ...ENTRIES.filter(({ source }) => source.endsWith("/index.ts")).map(({ name, source }) => [
    name.replace("zmlm/", ""),
    exampleOf(readFileSync(repositoryPath(source), "utf8")),
  ]),
  ...readdirSync(repositoryPath("examples"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file.replace(/\.ts$/, ""), readFileSync(repositoryPath(`examples/${file}`), "utf8")]),
]);

/** The code of a module's `@example`. */
function exampleOf(source: string): string {
  const [, docstring = ""] = /^\/\*\*\n(.*?)^ \*\/$/ms.exec(source) ?? [];
  const text = docstring.replace(/^ \* ?/gm, "");
  return /^@example\n```ts\n(.*?)^```$/ms.exec(text)?.[1] ?? "";
}

/** What an example says that it prints, line by line: `// → YES`. */
function printedBy(example: string): string {
  return [...example.matchAll(/\/\/ → (.*)$/gm)].map(([, said]) => `${said}\n`).join("");
}

function run(command: string, args: readonly string[], cwd = at(".")): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  expect([status, stdout, stderr].join("\n")).toMatch(/^0\n/);
  return stdout;
}

beforeAll(() => {
  // dist/ is there already; building it anew would take it from under the other tests
  const packed = run(
    "npm",
    ["pack", "--ignore-scripts", "--json", "--pack-destination", at(".")],
    repositoryPath("."),
  );
  const [{ filename }] = JSON.parse(packed) as { filename: string }[];
  mkdirSync(at("node_modules/zmlm"), { recursive: true });
  run("tar", ["-xzf", filename, "--strip-components=1", "-C", "node_modules/zmlm"]);
  const linked = [...Object.keys(manifest.dependencies), "@types/node"];
  for (const name of linked) {
    mkdirSync(dirname(at(`node_modules/${name}`)), { recursive: true });
    symlinkSync(repositoryPath(`node_modules/${name}`), at(`node_modules/${name}`));
  }
  writeFileSync(at("package.json"), '{ "type": "module" }\n');
  for (const [name, text] of Object.entries(EXAMPLES)) writeFileSync(at(`${name}.ts`), text);
  const everything = ENTRIES.map(
    ({ name }, i) => `import * as part${i} from "${name}";\nconsole.log(part${i});\n`,
  );
  writeFileSync(at("everything.ts"), everything.join(""));
});

test("every part of the library has an example that prints", () => {
  expect(Object.keys(EXAMPLES)).toEqual(
    expect.arrayContaining(["asm", "cpm", "z80", "model", "data", "build", "train"]),
  );
  for (const [name, text] of Object.entries(EXAMPLES))
    expect([name, printedBy(text)]).not.toEqual([name, ""]);
});

describe.each(RESOLUTIONS)("moduleResolution $moduleResolution", (options) => {
  const folder = options.moduleResolution;

  beforeAll(() => {
    const compilerOptions = {
      ...options,
      target: "es2022",
      lib: ["es2023"],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      types: ["node"],
      outDir: folder,
    };
    writeFileSync(at(`${folder}.json`), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    const tsc = repositoryPath("node_modules/.bin/tsc");
    const { stdout } = spawnSync(tsc, ["-p", `${folder}.json`], { cwd: at("."), encoding: "utf8" });
    // the types of tfjs are at odds with TypeScript's own, whoever uses them
    const isForeign = (line: string) => /^\S*node_modules\/@(tensorflow|webgpu)\//.test(line);
    expect(stdout.split("\n").filter((line) => line !== "" && !isForeign(line))).toEqual([]);
  });

  test("every part can be imported", () => {
    run(process.execPath, [`${folder}/everything.js`]);
  });

  // what they print doesn't depend on how their types were found
  const printing = Object.keys(EXAMPLES).slice(0, isWhole || folder === "node16" ? undefined : 1);
  test.each(printing)("%s: type-checks, and prints what it says", (name) => {
    expect(run(process.execPath, [`${folder}/${name}.js`])).toBe(printedBy(EXAMPLES[name]));
  });
});
