/** The worker that builds programs: assembling and measuring take a second, in which the page stays awake. */

import { InputError } from "../../base/input-error.js";
import { build } from "../../jobs/build.js";
import { chatDisk, memoryEndOf } from "../../jobs/disk.js";
import { pageProgram } from "../../jobs/page.js";
import { CPM } from "../../machines/cpm.js";
import { diskFormat } from "../../machines/disk-formats.js";
import { MACHINES } from "../../machines/machines.js";
import { browserClock } from "../host/clock.js";
import { inPageWords } from "../page-words.js";
import type { BuildAnswer, BuildTask, BuiltFile } from "./messages.js";
import { programSource } from "./sources.js";

async function buildFile({
  model: { name, text, file = name },
  machine: wanted = CPM.name,
  extension,
  disk,
  measured = false,
}: BuildTask): Promise<BuiltFile> {
  const machine = MACHINES.find((known) => known.name === wanted)!;
  const format = machine.files.find((file) => file.extension === extension) ?? machine.files[0];
  const diskKind = disk && diskFormat(disk.format);
  const memoryEnd = diskKind && memoryEndOf(diskKind);
  const built = await build(
    { model: { text, file }, machine, format, memoryEnd, sources: programSource, measured },
    { clock: browserClock },
    () => {},
  );
  const { model, program, cost } = built;
  return {
    bytes: disk && diskKind ? chatDisk(diskKind, built, disk) : built.bytes,
    program: pageProgram(name, model, program, text),
    cost,
    tStatesPerSecond: machine.clock,
    memoryEnd: program.memoryEnd,
  };
}

self.onmessage = async ({ data }: MessageEvent<BuildTask>) => {
  let answer: BuildAnswer;
  try {
    answer = { built: await buildFile(data) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    answer = { fault: inPageWords(error.message) };
  }
  self.postMessage(answer);
};
