/** Programs that never come back, when they are asked something: they are given up after seconds. */

import { expect, test } from "vitest";
import { ask, converse, ProgramError, Questioner } from "../../src/build/ask.js";
import { benchmark } from "../../src/build/bench.js";
import { isWhole } from "../support/length.js";
import { code } from "../support/programs.js";

/** Reads a line first, as a chat does. */
const READ = " ld c,10\n ld de,buffer\n call bdos\n jp next\nbuffer: db 100,0\n ds 100\n";
const STUCK: readonly (readonly [what: string, lines: string, message: RegExp])[] = [
  ["loops", "next: jr next", /doesn't come to an end/],
  ["looks for keys in a loop", "next: ld c,11\n call bdos\n jr next", /doesn't come to an end/],
  ["calls the BIOS in a loop", "next: call 0F206h\n jr next", /doesn't come to an end/],
  ["prints without end", "next: ld e,'x'\n ld c,2\n call bdos\n jr next", /writes without end/],
  ["prints empty lines", "next: ld e,10\n ld c,2\n call bdos\n jr next", /writes without end/],
  [
    "prints the whole memory in one call, again and again",
    "next: ld c,9\n ld de,0\n call bdos\n jr next",
    /writes without end/,
  ],
];

const TIRELESS = STUCK.filter(([, , message]) => message.test("writes without end"));

/** Those that don't write run for as long as a question may take: one of them in `npm test`. */
const ASKED = isWhole ? STUCK : STUCK.filter((stuck) => TIRELESS.includes(stuck) || stuck === STUCK[0]);

test.each(ASKED)("over a question, a program that %s", (_, lines, message) => {
  let thrown: unknown;
  try {
    new Questioner(code(READ + lines)).ask("hello");
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ProgramError);
  expect(String(thrown)).toMatch(/asked "hello", the program/);
  expect(String(thrown)).toMatch(message);
});

test.each(TIRELESS)("from the start on, or over a command tail, a program that %s", (_, lines, message) => {
  expect(() => [...converse(code(lines), ["hello"])]).toThrow(message);
  expect(() => benchmark(code(lines), ["hello"])).toThrow(message);
  expect(() => ask(code(lines), "hello")).toThrow(message);
});
