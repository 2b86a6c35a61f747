/** zmlm chat: builds a finished model's program in memory and talks to it, on this terminal or on pipes. */

import { Command } from "commander";
import { buildProgram } from "../build/program.js";
import { CpmMachine } from "../cpm/index.js";
import { CPM } from "../machines/cpm.js";
import { parseModel } from "../model/file.js";
import { DEFAULT_EXAMPLE, exampleNames, modelFile } from "./examples.js";
import { readModelText } from "./files.js";
import { AUTHENTIC_OPTION, clockOption } from "./options.js";
import { tell } from "./screen.js";
import { programSource } from "./sources.js";
import { exitCodeOf } from "./terminal/end.js";
import { Session } from "./terminal/session.js";

/** After it, whoever sits at a terminal wants to leave. */
const FAREWELL = /^\s*(good ?)?bye\W*$/i;
/** T-states of a program's start: far more than any layout takes. */
const MAX_START = 200_000_000;

export function chatCommand(): Command {
  return new Command("chat")
    .description("talk to a finished model: an example, or a model file of yours")
    .argument("[model]", "name of an example, or a model file of zmlm train", DEFAULT_EXAMPLE)
    .option(
      "--clock <MHz>",
      "from the first prompt on, run at the speed of this clock (default: as fast as possible)",
      clockOption,
    )
    .option(...AUTHENTIC_OPTION)
    .addHelpText(
      "after",
      `
Examples come with zmlm: ${exampleNames().join(", ")}. A line of ! leaves, and so do
Ctrl-C, Ctrl-D on an empty line, and bye. Lines are edited as in a shell, with cursor keys and history.

Examples:
  $ zmlm chat
  $ zmlm chat guess --clock 4
  $ zmlm chat my-model.json
  $ echo hello | zmlm chat`,
    )
    .action(async (name: string, { clock, authentic }: { clock?: number; authentic?: boolean }) => {
      const file = modelFile(name);
      const model = parseModel(readModelText(file), file);
      const talk = { banner: model.banner };
      const { bytes } = buildProgram(model, { machine: CPM, sources: programSource, talk });
      const session = new Session({ authentic, farewell: FAREWELL });
      const machine = new CpmMachine({ console: session.console });
      machine.load(bytes, "");
      tell(`${introduction(name)}\n`);
      // unpacking the weights takes seconds at 4 MHz: the clock counts from the first prompt on
      machine.run(MAX_START);
      const end = await session.run(machine, clock === undefined ? {} : { clockMHz: clock });
      process.exitCode = exitCodeOf(end, file);
    });
}

/** Says who speaks, how to leave, and whom else to talk to. */
function introduction(name: string): string {
  const others = exampleNames().filter((other) => other !== name);
  return `${name}: a line of ! leaves${others.length > 0 ? `; there is also zmlm chat ${others.join(", ")}` : ""}`;
}
