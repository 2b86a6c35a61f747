/** zmlm chat: builds a finished model's program in memory and talks to it, on this terminal or on pipes. */

import { Command } from "commander";
import { buildProgram } from "../build/program.js";
import { CPM } from "../machines/cpm.js";
import { parseModel } from "../model/file.js";
import { DEFAULT_EXAMPLE, exampleNames, modelFile, secretFolders } from "./examples.js";
import { readModelText } from "./files.js";
import { AUTHENTIC_OPTION, clockOption } from "./options.js";
import { stepView } from "./progress.js";
import { tell } from "./screen.js";
import { programSource } from "./sources.js";
import { talkTo } from "./talking.js";

export function chatCommand(): Command {
  return new Command("chat")
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
Examples come with zmlm: ${exampleNames().join(", ")}. A line of ! leaves, and so do Ctrl-C,
Ctrl-D on an empty line, and bye or quit. Lines are edited as in a shell, with
cursor keys and history.

Examples:
  $ zmlm chat
  $ zmlm chat guess --clock 4
  $ zmlm chat my-model.json
  $ echo hello | zmlm chat`,
    )
    .action(async (name: string, { clock, authentic }: { clock?: number; authentic?: boolean }) => {
      const file = modelFile(name);
      const model = parseModel(readModelText(file), file);
      const talk = { banner: model.banner, dots: true };
      const view = stepView(process.stderr);
      view.show("building its program …");
      const { bytes } = buildProgram(model, { machine: CPM, sources: programSource, talk });
      view.end();
      tell(`${introduction(name)}\n`);
      process.exitCode = await talkTo(bytes, { clock, file, authentic });
    });
}

/** Says who speaks, how to leave, and whom else to talk to. */
function introduction(name: string): string {
  const known = name.toLowerCase();
  const examples = exampleNames();
  // examples go by their names in any case; a file goes by its own
  const who = examples.includes(known) ? known : name;
  const others = examples.filter((other) => other !== who);
  const also = others.length > 0 ? `; there is also zmlm chat ${others.join(", ")}` : "";
  const game = secretFolders().has(who) ? ", and zmlm game, which counts your questions" : "";
  return `${who}: a line of ! leaves${also}${game}`;
}
