/** Where a chat program's T-states go: by label, from where it would prompt to its end. */

import { CpmMachine, TPA_START } from "../cpm/index.js";
import { runToReply, startUp } from "./ask.js";

export interface ProfileRow {
  readonly label: string;
  readonly tStates: number;
  /** Of all T-states counted. */
  readonly share: number;
}

/** Before the first label, or where no label is. */
const NO_LABEL = "(no label)";

/**
 * Runs a program on each question and counts every instruction's T-states for the label above it. What it does
 * before it would prompt isn't counted: `startUp` measures that.
 * @param symbols the program's labels and their addresses
 * @returns the labels that ran, most T-states first
 * @throws ProgramError if the program doesn't answer its command tail
 */
export function profile(
  com: Uint8Array,
  symbols: ReadonlyMap<string, number>,
  questions: readonly string[],
): ProfileRow[] {
  const labelAt = labelsByAddress(symbols);
  const counts = new Map<string, number>();
  const start = startUp(com);
  for (const question of questions) {
    let before = start;
    let label = NO_LABEL;
    const count = (now: number) => {
      if (now <= start) return;
      counts.set(label, (counts.get(label) ?? 0) + now - before);
      before = now;
    };
    const machine: CpmMachine = new CpmMachine({
      console: { read: () => undefined, ready: () => false, write: () => {} },
      trace: {
        instruction(pc) {
          count(machine.tStates);
          label = labelAt[pc] ?? NO_LABEL;
        },
      },
    });
    runToReply(machine, com, question);
    count(machine.tStates);
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
