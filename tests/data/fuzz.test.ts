/** Pair files, gzipped ones and a game's knowledge, mutated: read, or refused in one line. */

import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Random } from "../../src/base/random.js";
import { loadPairs } from "../../src/cli/pairs.js";
import { parseTopic } from "../../src/data/game/topic.js";
import { formatPairs, scanPairs } from "../../src/data/pairs.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { shortOrWhole } from "../support/length.js";
import { JSON_PIECES, mutateBytes, mutateText, refusedOr } from "../support/mutate.js";

const at = temporaryFolder();
const random = new Random(31);
const TEXT = `# greetings
question|answer
#family: greets
hello|HI
hi there |hi
#from: hello
helo|HI

caf\u00e9 \u201cx\u201d|na\u00efve
#family:
are you a robot|YES
`;
const PIECES = [
  "|",
  "#",
  "\n",
  "\r",
  "\r\n",
  "#family: x\n",
  "#from: hello\n",
  "\uff5c",
  "\u0000",
  "привет",
  "日本|X\n",
  "\u001b[2J",
  "\ud800",
  " ",
  "a,b,c\n",
  "{",
  "x".repeat(130),
];

beforeAll(() => void vi.spyOn(process.stderr, "write").mockReturnValue(true));
afterAll(() => void vi.restoreAllMocks());

test("mutated pair files give pairs that are written and read alike, and faults of one printable line", () => {
  for (let index = 0; index < shortOrWhole(4000, 80_000); index++) {
    const text = mutateText(TEXT, random, PIECES);
    const cut = random.int(0, text.length);
    const { pairs, faults, lost } = scanPairs([text.slice(0, cut), text.slice(cut)], "p.txt");
    const whole = scanPairs(text, "p.txt");
    expect([pairs, faults, lost], JSON.stringify(text)).toEqual([whole.pairs, whole.faults, whole.lost]);
    for (const { what, line } of [...faults, ...lost]) {
      expect(what).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      expect(line).toBeGreaterThan(0);
    }
    const plain = pairs.map(({ line: _, ...pair }) => pair);
    const again = scanPairs(`z|Z\n${formatPairs(pairs)}`, "p.txt");
    expect(again.faults).toEqual([]);
    expect(
      again.pairs.slice(1).map(({ line: _, ...pair }) => pair),
      JSON.stringify(text),
    ).toEqual(plain);
  }
});

test("mutated gzip is refused in one line, or gives what was packed", () => {
  const packed = gzipSync(TEXT);
  const pairs = loadPairs([write("whole.gz", packed)], { skipFaulty: true });
  const expected = pairs.map(({ question, answer }) => `${question}|${answer}`);
  for (let index = 0; index < shortOrWhole(2000, 40_000); index++) {
    const path = write("mutated.gz", mutateBytes(packed, random));
    const read = refusedOr(() => loadPairs([path], { skipFaulty: true }));
    if (read !== undefined)
      expect(read.map(({ question, answer }) => `${question}|${answer}`)).toEqual(expected);
  }
});

test("mutated knowledge of a game is refused with a line for each fault, or is knowledge", () => {
  const text = readFileSync(repositoryPath("data/bicycle/topic.json"), "utf8");
  const pieces = [...JSON_PIECES, '"x y"', '"UP"', "1", "\\u001b"];
  for (let index = 0; index < shortOrWhole(2000, 40_000); index++) {
    const topic = refusedOr(() => parseTopic(mutateText(text, random, pieces), "t.json"), "one a fault");
    if (topic !== undefined) expect(topic.names.length).toBeGreaterThan(0);
  }
});

function write(name: string, bytes: Uint8Array): string {
  writeFileSync(at(name), bytes);
  return at(name);
}
