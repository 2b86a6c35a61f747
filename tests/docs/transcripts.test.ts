/**
 * The conversations in README.md: what the example's program says in the emulator.
 *
 * `npm run transcripts` writes them anew.
 */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { converse } from "../../src/build/ask.js";
import { buildProgram } from "../../src/build/program.js";
import { parseTranscript, updateTranscript } from "../../src/build/transcript.js";
import { parseModel } from "../../src/model/file.js";
import { FOR_CPM } from "../support/builds.js";
import { repositoryPath } from "../support/cli.js";

const README = repositoryPath("README.md");
/** A comment that names the example, and the code block behind it. */
const TRANSCRIPT = /(<!-- transcript: data\/(\w+) -->\n+```\n)([^`]*)(```)/g;

test("README's conversations are true", async () => {
  const told: string[] = [];
  const text = readFileSync(README, "utf8").replace(
    TRANSCRIPT,
    (_, before: string, name: string, transcript: string, after: string) => {
      told.push(name);
      return before + replay(name, transcript) + after;
    },
  );
  expect(told).toEqual(["tinychat", "guess"]);
  await expect(text).toMatchFileSnapshot(README);
});

/** The same questions with the replies of the example's program. */
function replay(name: string, transcript: string): string {
  const file = repositoryPath(`data/${name}/model.json`);
  const { bytes } = buildProgram(parseModel(readFileSync(file, "utf8"), file), FOR_CPM);
  const exchanges = parseTranscript(transcript, README);
  const replies = [
    ...converse(
      bytes,
      exchanges.map(({ question }) => question),
    ),
  ];
  return updateTranscript(transcript, exchanges, replies);
}
