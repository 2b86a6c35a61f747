/** The build job: which layout it takes, and what it tells. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { Questioner } from "../../src/build/ask.js";
import { LAYOUTS } from "../../src/build/program.js";
import { nodeClock } from "../../src/cli/clock.js";
import { programSource } from "../../src/cli/sources.js";
import { type BuildEvent, type BuildRequest, build } from "../../src/jobs/build.js";
import { CPM } from "../../src/machines/cpm.js";
import { serializeModel } from "../../src/model/file.js";
import { reply } from "../../src/model/inference.js";
import { randomNetwork } from "../support/networks.js";

const shape = { hidden: [24], outputs: 12, encoder: "word", density: 0.4, biasRange: 500 } as const;
const network = randomNetwork(new Random(4), shape);
/** Its lists need more memory than CP/M has. */
const wide = randomNetwork(new Random(5), { ...shape, hidden: [256, 256], density: 1 });
const dense = { text: serializeModel(wide), file: "dense.json" };
const REQUEST: BuildRequest = {
  model: { text: serializeModel(network), file: "model.json" },
  machine: CPM,
  sources: programSource,
};

async function run(request: Partial<BuildRequest>) {
  const events: BuildEvent[] = [];
  const built = await build({ ...REQUEST, ...request }, { clock: nodeClock }, (event) => events.push(event));
  return { built, events };
}

test("takes the fastest layout that fits, measures it, and doesn't build the slower ones", async () => {
  const { built, events } = await run({});
  expect(built.program.layout).toBe(LAYOUTS[0]);
  expect(events).toEqual([{ type: "layout", layout: LAYOUTS[0], fault: undefined }]);
  expect(built.cost!.tStatesPerChar).toBeGreaterThan(1000);
  expect(built.neverWrapping).toEqual([1, 2]);
  expect(new Questioner(built.bytes).ask("who are you").reply).toBe(reply(network, "who are you"));
});

test("tells why a layout isn't taken; if none fits, why the smallest doesn't", async () => {
  const { built, events } = await run({ model: dense });
  expect(built.program.layout).not.toBe(LAYOUTS[0]);
  expect(events.map(({ layout }) => layout)).toEqual(built.tried.map(({ layout }) => layout));
  expect(events[0].fault!.message).toContain("doesn't fit: layout columns");
  expect(events.at(-1)!.fault).toBeUndefined();
  await expect(run({ memoryEnd: 0x800 })).rejects.toThrow(`doesn't fit: layout ${LAYOUTS.at(-1)}`);
});

test("builds the layout that is asked for, in the kind of file that is asked for", async () => {
  const format = { ...CPM.files[0], make: ({ bytes }: { bytes: Uint8Array }) => bytes.slice(0, 3) };
  const { built, events } = await run({ layout: "packed", format });
  expect([built.program.layout, built.bytes.length, events]).toEqual(["packed", 3, []]);
});

test("builds a model whose replies are all empty, without measuring it; can be called off", async () => {
  const silent = randomNetwork(new Random(4), shape);
  silent.layers.at(-1)!.biases.fill(30_000, 11);
  const model = { text: serializeModel(silent), file: "silent.json" };
  expect((await run({ model, layout: "packed" })).built.cost).toBeUndefined();
  const stopped = new AbortController();
  stopped.abort(new Error("enough"));
  const host = { clock: nodeClock, signal: stopped.signal };
  await expect(build({ ...REQUEST, model: dense }, host, () => undefined)).rejects.toThrow("enough");
});
