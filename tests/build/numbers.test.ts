/** What TypeScript and assembly both need is written once: as an equate of the build, or in the source it counts. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { CARRY, PRODUCT, SECOND_RUN, SHARED_SUM, WORD_PRODUCT, WORD_RUN } from "../../src/build/costs.js";
import { EQUATES_FILE } from "../../src/build/emit.js";
import { buildLayouts, buildProgram } from "../../src/build/program.js";
import { FOR_CPM } from "../support/builds.js";
import { largeActivations, randomNetwork } from "../support/networks.js";

const SOURCES = new URL("../../asm/", import.meta.url);
/** A line that gives a name its value. */
const DEFINITION = /^([A-Za-z_]\w*):?\s+(?:equ|defl|=)\s/gim;

test("no equate of the build has a definition in the assembly source", () => {
  const shape = { hidden: [20], outputs: 9, encoder: "word", density: 0.3, biasRange: 500 } as const;
  const programs = buildLayouts(randomNetwork(new Random(1), shape), FOR_CPM).flatMap(
    ({ program }) => program ?? [],
  );
  const emitted = new Set(
    programs.flatMap(({ assembly }) =>
      assembly.lines.flatMap(({ line, value }) =>
        line.file === EQUATES_FILE && value !== undefined ? line.text.split(":")[0] : [],
      ),
    ),
  );
  expect([...emitted]).toEqual(
    expect.arrayContaining([
      "ORIGIN",
      "QUERY_BUCKETS",
      "CONTEXT_NGRAMS",
      "TWOS_LEAST",
      "ADD_LONGEST",
      "BLOCK",
    ]),
  );
  const written = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".asm"))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, SOURCES), "utf8");
      return Array.from(text.matchAll(DEFINITION), ([, symbol]) => ({ name, symbol }));
    });
  expect(written.length).toBeGreaterThan(100);
  expect(written.filter(({ symbol }) => emitted.has(symbol))).toEqual([]);
});

test("T-states that the planners count with are those of the assembler", () => {
  const { assembly } = buildProgram(largeActivations(), { ...FOR_CPM, layout: "columns" });
  const symbol = (name: string) => {
    const value = assembly.symbols.get(name);
    if (value === undefined) throw new Error(`the program has no symbol ${name}`);
    return value;
  };
  /** From one label to another; no jump is taken, or only the last. */
  const tStates = (from: string, to: string, taken = false): number => {
    const forms = assembly.lines.flatMap(({ address, form }) =>
      form !== undefined && address >= symbol(from) && address < symbol(to) ? form : [],
    );
    const last = forms.at(-1)!;
    const sum = forms.reduce((total, form) => total + form.tStatesNotTaken, 0);
    return sum + (taken ? last.tStates - last.tStatesNotTaken : 0);
  };

  const pair = tStates("add_1", "add_3");
  expect(pair).toBe(2 * PRODUCT);
  expect(tStates("sub_1", "sub_3")).toBe(2 * PRODUCT);
  const withCarry = tStates("add_1", "add_2", true) + tStates("add_carry_1", "add_carry_2", true);
  expect(withCarry - pair).toBe(CARRY);
  for (const segment of ["wide_add_segment", "wide_sub_segment"])
    expect(tStates(segment, `${segment}_end`)).toBe(WORD_PRODUCT * symbol("WIDE_ELEMENTS"));

  // a sum's two bytes start at 0: a push of 11 T-states fills two; an entry in the stream is for one sum or for eight
  const merge = tStates("merge_equal_4", "merge_equal_2") / 2;
  expect(SHARED_SUM).toBeGreaterThan(merge + 11);
  expect(SHARED_SUM).toBeLessThan(merge + 11 + 10);

  const secondRun =
    tStates("walk_large", "walk_high") +
    tStates("walk_high", "walk_last") +
    tStates("run_high", "last_activation") +
    tStates("column_done", "column_quiet") +
    tStates("walk_after_high", "walk_wide");
  const wordRun =
    tStates("walk_large", "walk_bytes") +
    tStates("walk_wide", "walk_after_wide") +
    tStates("walk_after_wide", "walk_resume");
  expect(secondRun).toBe(SECOND_RUN);
  expect(wordRun).toBe(WORD_RUN);
});
