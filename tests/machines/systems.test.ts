/** Systems whose memory the build knows by name: what src/machines/README.md says of them, and `--tpa`. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KNOWN_TPAS } from "../../src/machines/cpm.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";

const at = temporaryFolder();
const model = repositoryPath("data/moon/model.json");

test("the page's table has every name, with its address", () => {
  const page = readFileSync(repositoryPath("src/machines/README.md"), "utf8");
  const told = [...page.matchAll(/^\|[^|]*\| `(\w+)` \| ([0-9A-F]{4})h/gm)].map(
    ([, name, address]) => [name!, Number.parseInt(address!, 16)] as const,
  );
  expect(new Map(told)).toEqual(KNOWN_TPAS);
});

test("--tpa takes a system's name in any case, and fits its memory", async () => {
  const { code, stdout } = await command([
    "build",
    model,
    "--tpa",
    "RC2014",
    "--layout",
    "packed",
    "-o",
    at("a.com"),
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/memory 0100h to [0-9A-F]{4}h, the TPA ends at D806h/);
});

test("a name that is none is one line that tells the names", async () => {
  const { code, stderr } = await command(["build", model, "--tpa", "altair", "-o", at("b.com")]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: --tpa "altair" is not possible; .* or one of rc2014, .*, runcpm\n$/);
});

test("--hex writes CHAT.HEX's bytes as text, which are those of the .COM", async () => {
  const options = ["--layout", "packed", "--questions", "20", "--banner", "GUESS"];
  expect((await command(["build", model, ...options, "--hex", "-o", at("c.hex")])).code).toBe(0);
  expect((await command(["build", model, ...options, "-o", at("c.com")])).code).toBe(0);
  const lines = readFileSync(at("c.hex"), "latin1").split("\r\n").slice(0, -2);
  const bytes = Buffer.concat(lines.map((line) => Buffer.from(line.slice(9, -2), "hex")));
  expect(lines.map((line) => Number.parseInt(line.slice(3, 7), 16))).toEqual(
    lines.map((_, i) => 0x100 + 16 * i),
  );
  expect(bytes.equals(readFileSync(at("c.com")))).toBe(true);
});
