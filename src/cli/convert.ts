/** zmlm import and zmlm export: models as NumPy archives. */

import { Command } from "commander";
import { exportModel, importModel } from "../jobs/convert.js";
import { type Network, shapeText } from "../model/network.js";
import { assertOutputs, readBytes, readModelText, writeWhole } from "./files.js";
import { print } from "./screen.js";

export function importCommand(): Command {
  return new Command("import")
    .argument("<model.npz>", "NumPy archive with fcN_weight, fcN_bias, _architecture and _charset")
    .requiredOption("-o, --output <model.json>", "model file to write")
    .addHelpText(
      "after",
      `
That project's exportmodel.py turns its PyTorch checkpoints (.pt) into .npz.

Example:
  $ zmlm import guess.npz -o guess.json`,
    )
    .action((source: string, options: { output: string }) => {
      assertOutputs([options.output], [source]);
      const { network, text } = importModel(readBytes(source), source);
      writeWhole(options.output, text);
      print(summary(options.output, network));
    });
}

export function exportCommand(): Command {
  return new Command("export")
    .argument("<model.json>", "model file")
    .requiredOption("-o, --output <model.npz>", "archive to write")
    .addHelpText("after", "\nExample:\n  $ zmlm export model.json -o model.npz")
    .action((source: string, options: { output: string }) => {
      assertOutputs([options.output], [source]);
      const { network, bytes } = exportModel(readModelText(source), source);
      writeWhole(options.output, bytes);
      print(summary(options.output, network));
    });
}

function summary(file: string, network: Network): string {
  return `${file}: ${shapeText(network)}, encoder ${network.encoder.name}\n`;
}
