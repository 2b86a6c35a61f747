/** The line that CI ends with. */

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryPath, temporaryFolder } from "../support/cli.js";

const at = temporaryFolder();

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

const file = (name: string, status: string, ...tests: [fullName: string, status: string][]): TestFile => ({
  name,
  status,
  assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
});

function tally(...runs: TestFile[][]) {
  const paths = runs.map((testResults, index) => {
    const path = at(`${index}.json`);
    writeFileSync(path, JSON.stringify({ testResults }));
    return path;
  });
  const { status, stdout } = spawnSync(process.execPath, [repositoryPath(".ci/tally.mjs"), ...paths], {
    encoding: "utf8",
  });
  return [stdout, status];
}

const good = file("a", "passed", ["one", "passed"], ["one", "passed"], ["two", "skipped"]);

test("a test counts once, however many runs it is in", () => {
  expect(tally([good], [good])).toEqual(["2 passed, 0 failed, 1 skipped\n", 0]);
});

test("what failed in one run has failed, what was skipped in one run only hasn't", () => {
  const other = file("a", "failed", ["one", "passed"], ["one", "failed"], ["two", "passed"]);
  expect(tally([good], [other])).toEqual(["2 passed, 1 failed, 0 skipped\n", 1]);
  expect(tally([other], [good])).toEqual(["2 passed, 1 failed, 0 skipped\n", 1]);
});

test("a run that left no result fails", () => {
  const { status, stdout } = spawnSync(process.execPath, [repositoryPath(".ci/tally.mjs"), at("none.json")], {
    encoding: "utf8",
  });
  expect([stdout.split("\n").at(-2), status]).toEqual(["0 passed, 1 failed, 0 skipped", 1]);
});

test("a file that can't be loaded fails, and so does a run without tests", () => {
  expect(tally([good, file("b", "failed")])).toEqual(["2 passed, 1 failed, 1 skipped\n", 1]);
  expect(tally([])).toEqual(["0 passed, 0 failed, 0 skipped\n", 1]);
});
