import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadPairs } from "../../src/cli/pairs.js";
import { distinctQuestions } from "../../src/data/pairs.js";

const reference = "../shared/reference";
const present = existsSync(reference);
if (!present) console.warn(`skipped: ${reference} is absent, so its pair files are not read`);

describe.skipIf(!present)("the reference's pair files", () => {
  it.each([
    ["guess", 28718, 18087, 4, 0.978],
    // The reference leaves out questions of one character, and then counts 2,990 lines, 2,280 and 502.
    ["tinychat", 3002, 2290, 510, 0.87],
  ])("%s", (name, lines, questions, answers, ceiling) => {
    const pairs = loadPairs([`${reference}/${name}-pairs.txt.gz`]);
    const distinct = distinctQuestions(pairs);
    expect(pairs).toHaveLength(lines);
    expect(distinct.size).toBe(questions);
    expect(new Set(pairs.map((pair) => pair.answer)).size).toBe(answers);
    const most = [...distinct.values()].reduce((sum, counts) => sum + Math.max(...counts.values()), 0);
    expect(most / lines).toBeCloseTo(ceiling, 3);
  });
});
