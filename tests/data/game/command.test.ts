import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryPath, temporaryFolder } from "../../support/cli.js";
import { command } from "../../support/command.js";

const at = temporaryFolder();

test("zmlm data game writes the committed pairs of data/guess", async () => {
  const files = ["topic.json", "extra.txt", "heldout.txt", "pairs.txt.gz"];
  const [topic, extra, heldOut, pairs] = files.map((name) => repositoryPath(`data/guess/${name}`));
  const made = at("pairs.txt.gz");
  const { code, stderr } = await command([
    "data",
    "game",
    topic!,
    extra!,
    "--without",
    heldOut!,
    "--seed",
    "1",
    "-o",
    made,
  ]);
  expect(stderr).toMatch(
    /^\d+ questions: IDK [\d.]+%, MAYBE [\d.]+%, NO [\d.]+%, WIN [\d.]+%, YES [\d.]+%\n$/,
  );
  expect(code).toBe(0);
  expect(Buffer.compare(readFileSync(made), readFileSync(pairs!))).toBe(0);
});

test("a game goes down a pipe", async () => {
  const topic = repositoryPath("data/bicycle/topic.json");
  const { stdout, code } = await command(["data", "game", topic, "--count", "3000"]);
  expect(code).toBe(0);
  const lint = await command(["data", "lint", "-", "--strict"], { input: stdout });
  expect(lint.stdout).toContain("0 faults, 0 warnings");
  expect(lint.code).toBe(0);
});

test("bad input is one line", async () => {
  const { code, stderr } = await command(["data", "game", repositoryPath("data/guess/README.md")]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/README\.md: this is not JSON; .*\n$/);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
