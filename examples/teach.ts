/** From question|answer lines to a CP/M program that answers them. */

import { buildProgram, CPM, Questioner } from "zmlm/build";
import { programSource } from "zmlm/build/node";
import { readPairs } from "zmlm/data";
import { parseModel, serializeModel } from "zmlm/model";
import { train } from "zmlm/train";
import { openBackend, trainingHost } from "zmlm/train/node";

const LINES = `
is it cold|YES
is it warm|NO
who are you|A SNOWMAN
what do you want|A CARROT
`;

// one thread: with the same seed it finds the same network each time
const host = trainingHost(await openBackend("wasm"), 1);
const { network, evaluation } = await train(
  { pairs: readPairs(LINES, "snowman.txt"), seed: 7, hidden: [32, 24], until: { epochs: 200 } },
  host,
);
console.log("share answered as taught:", evaluation.exact); // → share answered as taught: 1

// what `zmlm train` writes into a file, and any other command reads
const model = parseModel(serializeModel(network), "snowman.json");

const com = CPM.files[0].make(buildProgram(model, { machine: CPM, sources: programSource }));
const questioner = new Questioner(com); // runs the program in the emulator
for (const question of ["is it cold", "who are you"]) {
  const { reply, asked, done } = questioner.ask(question);
  console.log(`${question}? ${reply} (in less than a second at 4 MHz: ${done - asked < 4_000_000})`);
}
// → is it cold? YES (in less than a second at 4 MHz: true)
// → who are you? A SNOWMAN (in less than a second at 4 MHz: true)
