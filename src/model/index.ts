/**
 * The model: a network with weights of two bits, the encoders that turn questions into counts, the integer
 * inference that says what it replies, and the files that keep it. Every program on every machine agrees with
 * this inference on every bit. Text comes in as ASCII; `foldToAscii` makes it so. What is wrong with a file is an
 * `InputError`, one line that names the file.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { fileURLToPath } from "node:url";
 * import { parseModel, reply, widths } from "zmlm/model";
 *
 * const file = fileURLToPath(import.meta.resolve("zmlm/data/tinychat/model.json"));
 * const model = parseModel(readFileSync(file, "utf8"), file);
 * console.log(widths(model)[0], "inputs"); // → 512 inputs
 * console.log(reply(model, "are you a robot")); // → YES
 * ```
 */

export { foldToAscii } from "../base/ascii.js";
export { InputError } from "../base/input-error.js";
export { encodeContext } from "./context.js";
export {
  BUCKET_COUNTS,
  DEFAULT_ENCODER,
  ENCODERS,
  type Encoder,
  type EncoderId,
  type EncoderName,
  encoderOf,
} from "./encoder.js";
export { FastInference } from "./fast-inference.js";
export { type Model, parseModel, type Scores, serializeModel, type TrainingRecord } from "./file.js";
export { argmax, forward, forwardLayer, type LayerValues, marginOf, reply } from "./inference.js";
export { branchingTexts, compareReplies } from "./known-replies.js";
export {
  checkNetwork,
  density,
  HEADS,
  type Head,
  headOf,
  inputWidth,
  type Join,
  joinOf,
  type Layer,
  type Network,
  shapeText,
  widths,
} from "./network.js";
export { exportNpz, importNpz } from "./npz.js";
export { type SpellOptions, spell, type Unsure } from "./reply.js";
