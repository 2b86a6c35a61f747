/** What zmlm build says. */

import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { serializeModel } from "../../src/model/file.js";
import { CLI, repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { isWhole } from "../support/length.js";
import { randomNetwork } from "../support/networks.js";
import { hasTmux, TestTerminal } from "../support/tmux.js";

const at = temporaryFolder();
const SHAPE = { outputs: 12, encoder: "word", biasRange: 500 } as const;

beforeAll(() => {
  const small = randomNetwork(new Random(4), { ...SHAPE, hidden: [24], density: 0.4 });
  const dense = randomNetwork(new Random(5), { ...SHAPE, hidden: [256, 192, 160], density: 0.9 });
  writeFileSync(at("small.json"), serializeModel(small));
  writeFileSync(at("dense.json"), serializeModel(dense));
});

describe("zmlm build", () => {
  test("tells the size, what it fits, seconds a reply, and a line for each layout", async () => {
    const { stdout, code } = await command(["build", "small.json", "-o", "BOT.COM"], { cwd: at("") });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^BOT\.COM: [\d,]+ bytes, layout columns, 256 -> 24 -> 12\n {2}fits: memory 0100h to [\dA-F]{4}h, the TPA ends at E406h, [\d,]+ bytes to spare\n {2}\d+\.\d\d s a reply at 4 MHz: /,
    );
    expect(stdout).toMatch(/\* columns {2}taken: memory ends at [\dA-F]{4}h\n/);
    expect(stdout.match(/^ {4}\w+ +not needed: /gm)).toHaveLength(3);
    expect(stdout).toContain("On CP/M: BOT, or BOT and a question");
  });

  test.runIf(isWhole)("says of a layout that doesn't fit what would", async () => {
    const { stdout, code } = await command(["build", "dense.json", "-o", "D.COM"], { cwd: at("") });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      / columns {2}doesn't fit: [\d,]+ bytes are missing; train with --density 0\.\d+, or take packed as now/,
    );
    expect(stdout).toMatch(/\* packed {3}taken: /);
    const refused = await command(["build", "dense.json", "-o", "D.COM", "--layout", "small"], {
      cwd: at(""),
    });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /bytes are missing; train with --density 0\.\d+, or take --layout packed\n$/,
    );
  });
});

test.runIf(hasTmux && isWhole)("in a terminal it shows what it is doing", async () => {
  const model = repositoryPath("data/tinychat/model.json");
  const terminal = new TestTerminal(`"${process.execPath}" "${CLI}" build "${model}" -o "${at("TTY.COM")}"`);
  try {
    await terminal.shows("building layout columns …");
    expect(await terminal.shows("<0>")).not.toContain("building layout");
  } finally {
    terminal.close();
  }
});
