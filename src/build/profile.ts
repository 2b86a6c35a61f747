/**
 * Counts where a chat program's T-states go: by label, from one prompt to the next.
 *
 *   for (const { label, share } of profile(com, parseSymbolFile(text), ["hello"])) console.log(label, share);
 */

import { TPA_START } from "../cpm/index.js";
import { Questioner, type Watch } from "./ask.js";

export interface ProfileRow {
  readonly label: string;
  readonly tStates: number;
  /** Of all T-states counted. */
  readonly share: number;
}

/** Stands for addresses before the first label. */
const NO_LABEL = "(no label)";

/**
 * Asks a program each question and counts every instruction's T-states for the label above it. Its start isn't
 * counted: `startUp` measures that.
 * @param symbols the program's labels and their addresses
 * @returns the labels that ran, most T-states first
 * @throws ProgramError if the program doesn't answer
 */
export function profile(
  com: Uint8Array,
  symbols: ReadonlyMap<string, number>,
  questions: readonly string[],
): ProfileRow[] {
  const labelAt = labelsByAddress(symbols);
  const counts = new Map<string, number>();
  /** The instruction that runs; undefined before a question's first. */
  let running: { readonly label: string; readonly since: number } | undefined;
  const count = (now: number) => {
    if (running === undefined) return;
    const { label, since } = running;
    counts.set(label, (counts.get(label) ?? 0) + now - since);
  };
  const watch: Watch = (pc, now) => {
    count(now);
    running = { label: labelAt[pc] ?? NO_LABEL, since: now };
  };
  const questioner = new Questioner(com, { watch });
  for (const question of questions) {
    const { done } = questioner.ask(question);
    count(done);
    running = undefined;
  }
  const total = [...counts.values()].reduce((sum, tStates) => sum + tStates, 0);
  return [...counts]
    .filter(([, tStates]) => tStates > 0)
    .map(([label, tStates]) => ({ label, tStates, share: tStates / total }))
    .sort((a, b) => b.tStates - a.tStates);
}

/** For each address of the TPA the nearest label at or below it. */
function labelsByAddress(symbols: ReadonlyMap<string, number>): (string | undefined)[] {
  const labelAt: (string | undefined)[] = new Array(0x10000).fill(undefined);
  for (const [label, address] of symbols)
    if (address >= TPA_START && address < 0x10000) labelAt[address] ??= label;
  for (let address = TPA_START + 1; address < 0x10000; address++) labelAt[address] ??= labelAt[address - 1];
  return labelAt;
}
