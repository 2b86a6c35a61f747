/** Values of options, checked: a bad one is one clear line. */

import { InputError } from "../base/input-error.js";

/** A whole number from low to high. */
export function parseWhole(text: string, option: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < low || value > high)
    throw new InputError(`${option} "${text}" is out of range; give a whole number from ${low} to ${high}`);
  return value;
}

/** A share from 0 to the most that is allowed. */
export function parseShare(text: string, option: string, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= most))
    throw new InputError(`${option} "${text}" is out of range; give a number from 0 to ${most}`);
  return value;
}

/** One of several words. */
export function parseChoice<T extends string>(text: string, option: string, choices: readonly T[]): T {
  const choice = choices.find((known) => known === text);
  if (choice === undefined)
    throw new InputError(`unknown ${option.slice(2)} "${text}"; use ${choices.join(", ")}`);
  return choice;
}

/** A seed of everything random: any 32-bit integer. */
export function parseSeed(text: string): number {
  return parseWhole(text, "--seed", -(2 ** 31), 2 ** 31 - 1);
}
