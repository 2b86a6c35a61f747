/**
 * Sums up runs of the tests: `node tally.mjs result.json...` with what vitest's json reporter wrote. Prints
 * "N passed, N failed, N skipped" alone on a line; a test that ran several times counts once, failed if it ever
 * failed, skipped if it never ran. A run that left no result counts as one that failed. Exit code 1 if one failed or
 * none passed.
 */

import { readFileSync } from "node:fs";

const outcomes = new Map();

const RANK = { skipped: 0, passed: 1, failed: 2 };

function note(name, status) {
  const outcome = status === "passed" || status === "failed" ? status : "skipped";
  if (RANK[outcome] >= RANK[outcomes.get(name) ?? "skipped"]) outcomes.set(name, outcome);
}

/** Files with tests, of one run. */
function resultsOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).testResults;
  } catch (error) {
    console.log(`${path}: no result (${error.message})`);
    return [{ name: path, status: "failed", assertionResults: [] }];
  }
}

for (const path of process.argv.slice(2))
  for (const { name: file, status, assertionResults } of resultsOf(path)) {
    // several tests of a file may have one name
    const times = new Map();
    for (const { fullName, status } of assertionResults) {
      const time = (times.get(fullName) ?? 0) + 1;
      times.set(fullName, time);
      note(`${file}: ${fullName} ${time}`, status);
    }
    // a file that can't be loaded, or whose hooks fail, has perhaps no test that failed
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed"))
      note(file, "failed");
  }

const count = (outcome) => [...outcomes.values()].filter((one) => one === outcome).length;
console.log(`${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
process.exitCode = count("failed") > 0 || count("passed") === 0 ? 1 : 0;
