/** Parses and checks values of options; a bad value throws an InputError of one clear line. */

import { InvalidArgumentError } from "commander";
import { foldToAscii, isPrintableAscii } from "../base/ascii.js";
import { DEFAULT_BUCKETS, MAX_BANNER } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { BUCKET_COUNTS, DEFAULT_ENCODER, ENCODERS, type Encoder, encoderOf } from "../model/encoder.js";

/** Options that name a model's encoder, for tools that need it without the model. */
export const ENCODER_OPTION = [
  "--encoder <name>",
  `the model's encoder: ${ENCODERS.join(" or ")}`,
  DEFAULT_ENCODER,
] as const;
export const BUCKETS_OPTION = [
  "--buckets <n>",
  `question buckets of the encoder: ${listed(BUCKET_COUNTS)}`,
  String(DEFAULT_BUCKETS),
] as const;

/** For commands that run a program on this terminal. */
export const AUTHENTIC_OPTION = [
  "--authentic",
  "edit lines as CP/M does: Ctrl-X and Ctrl-U give a line up, there are no cursor keys and no history",
] as const;

const MAX_CLOCK_MHZ = 10_000;

/** The encoder that both options name. */
export function parseEncoder({ encoder, buckets }: { encoder: string; buckets: string }): Encoder {
  return encoderOf(parseChoice(encoder, "--encoder", ENCODERS), parseBuckets(buckets));
}

/** A number of question buckets. */
export function parseBuckets(text: string): number {
  const buckets = BUCKET_COUNTS.find((known) => String(known) === text.trim());
  if (buckets === undefined)
    throw new InputError(`--buckets "${text}" is not possible; give ${listed(BUCKET_COUNTS)}`);
  return buckets;
}

/** "1, 2 or 3" */
function listed(values: readonly unknown[]): string {
  return `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** A whole number from low to high: 1000 or 1,000. */
export function parseWhole(text: string, option: string, low: number, high: number): number {
  const value = Number(/^\s*\d{1,3}(,\d{3})+\s*$/.test(text) ? text.replaceAll(",", "") : text);
  if (text.trim() === "" || !Number.isInteger(value) || value < low || value > high)
    throw new InputError(`${option} "${text}" is out of range; give a whole number from ${low} to ${high}`);
  return value;
}

/** A share from 0 to the most that is allowed: 0.1, 0,1 or 10%. */
export function parseShare(text: string, option: string, most: number): number {
  const [, number, percent] = /^\s*(.*?)\s*(%?)\s*$/.exec(text)!;
  const value = Number(number.replace(",", ".")) / (percent === "" ? 1 : 100);
  if (number === "" || !(value >= 0 && value <= most))
    throw new InputError(
      `${option} "${text}" is out of range; give a number from 0 to ${most}, or a percentage such as 10%`,
    );
  return value;
}

/** A program's first line, as it is shown: in ASCII. */
export function parseBanner(text: string): string {
  const banner = foldToAscii(text);
  if (banner.length < 1 || banner.length > MAX_BANNER || !isPrintableAscii(banner))
    throw new InputError(
      `--banner ${JSON.stringify(text)} is not possible; give 1 to ${MAX_BANNER} plain characters, such as "ZED. ! LEAVES."`,
    );
  return banner;
}

/** One of several words, in any case. */
export function parseChoice<T extends string>(text: string, option: string, choices: readonly T[]): T {
  const choice = choices.find((known) => known === text.trim().toLowerCase());
  if (choice === undefined)
    throw new InputError(`unknown ${option.slice(2)} "${text}"; use ${choices.join(", ")}`);
  return choice;
}

/** An address as addresses are written: E406h, 0xE406 or E406. NaN if it is none. */
export function parseHexAddress(text: string): number {
  const digits = /^(?:0x)?([0-9a-f]{1,5})h?$/i.exec(text.trim())?.[1];
  return digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
}

/** A seed of all random choices: any 32-bit integer. */
export function parseSeed(text: string): number {
  return parseWhole(text, "--seed", -(2 ** 31), 2 ** 31 - 1);
}

const SECONDS_PER: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** "90", "90s", "3m", "3 minutes", "1.5h" or "1:30" to seconds. */
export function parseTime(text: string, option: string): number {
  const clock = /^(\d+):([0-5]\d)$/.exec(text.trim());
  const match = /^(\d+(?:\.\d+)?)\s*(?:([smh])|(s)ec\w*|(m)in\w*|(h)ours?)?$/i.exec(text.trim());
  const unit = (match?.slice(2).find((letter) => letter !== undefined) ?? "s").toLowerCase();
  const plain = match === null ? 0 : Number(match[1]) * SECONDS_PER[unit];
  const seconds = clock === null ? plain : 60 * Number(clock[1]) + Number(clock[2]);
  if (seconds <= 0) throw new InputError(`${option} "${text}" is not a time; write e.g. 90s, 3m or 1h`);
  return seconds;
}

/** A clock in MHz, for commander: 4, 3.5, 4MHz or 4000 kHz. */
export function clockOption(text: string): number {
  const [, number, kilo] = /^\s*(.*?)\s*(?:m(?:hz)?|(khz))?\s*$/i.exec(text)!;
  const value =
    number === "" ? Number.NaN : Number(number.replace(",", ".")) / (kilo === undefined ? 1 : 1000);
  if (!(value > 0 && value <= MAX_CLOCK_MHZ))
    throw new InvalidArgumentError(`give a clock in MHz, such as 4; above 0 and up to ${MAX_CLOCK_MHZ}.`);
  return value;
}
