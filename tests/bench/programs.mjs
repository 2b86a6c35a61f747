/**
 * npm run bench: every layout of the published models and of our examples, as a Markdown table.
 *
 * T-states are exact. A character is the median over the questions; the published models are asked the
 * questions of their vectors, ours those of their golden transcripts.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { benchmark } from "../../dist/build/bench.js";
import { buildProgram, LAYOUTS } from "../../dist/build/program.js";
import { parseTranscript } from "../../dist/build/transcript.js";
import { programSource } from "../../dist/cli/sources.js";
import { CPM } from "../../dist/machines/cpm.js";
import { parseModel } from "../../dist/model/file.js";
import { importNpz } from "../../dist/model/npz.js";

const root = new URL("../../", import.meta.url);
const reference = new URL("../shared/reference/", root);

function* models() {
  if (existsSync(reference))
    for (const name of ["guess", "tinychat"]) {
      const { cases } = JSON.parse(readFileSync(new URL(`${name}-vectors.json`, reference), "utf8"));
      const network = importNpz(new Uint8Array(readFileSync(new URL(`${name}.npz`, reference))), name);
      yield { name: `Z80-μLM ${name}`, network, questions: cases.map(({ query }) => query) };
    }
  else console.error("skipped: the published models need ../shared/reference");
  for (const name of readdirSync(new URL("data/", root))) {
    const folder = new URL(`data/${name}/`, root);
    if (!existsSync(new URL("golden.txt", folder))) continue;
    const network = parseModel(readFileSync(new URL("model.json", folder), "utf8"), name);
    const golden = parseTranscript(readFileSync(new URL("golden.txt", folder), "utf8"), name);
    yield { name, network, questions: golden.map(({ question }) => question) };
  }
}

const number = (value) => value.toLocaleString("en");

console.log(
  "| model | layout | bytes | T-states a character | s at 4 MHz | to the first character | a reply | start |",
);
console.log("|---|---|--:|--:|--:|--:|--:|--:|");
for (const { name, network, questions } of models())
  for (const layout of LAYOUTS) {
    try {
      const { bytes } = buildProgram(network, { machine: CPM, layout, sources: programSource });
      const cost = benchmark(bytes, questions);
      const { tStatesPerChar, tStatesToFirstChar, tStatesPerReply, startUpTStates } = cost;
      const cells = [cost.bytes, tStatesPerChar, 0, tStatesToFirstChar, tStatesPerReply, startUpTStates].map(
        number,
      );
      cells[2] = (cost.tStatesPerChar / CPM.clock).toFixed(3);
      console.log(`| ${name} | ${layout} | ${cells.join(" | ")} |`);
    } catch (error) {
      console.log(`| ${name} | ${layout} | doesn't fit: ${error.message.split("\n")[0]} |`);
    }
  }
