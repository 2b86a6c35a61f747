/** Faults in the program's own source are ours: no layout is left out for one, and nobody is told to train anew. */

import { expect, test } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { Random } from "../../src/base/random.js";
import { buildProgram, layoutsInTurn } from "../../src/build/program.js";
import { FOR_CPM } from "../support/builds.js";
import { randomNetwork } from "../support/networks.js";

const shape = { hidden: [8], outputs: 5, encoder: "word", density: 0.3, biasRange: 100 } as const;
const network = randomNetwork(new Random(1), shape);
const asText = new TextDecoder();

/** The sources, with a line more at the end of one file. */
function spoiled(file: string, line: string) {
  return {
    ...FOR_CPM,
    sources: (name: string) => {
      const bytes = FOR_CPM.sources(name);
      if (name !== file || bytes === undefined) return bytes;
      return new TextEncoder().encode(`${asText.decode(bytes)}\n${line}\n`);
    },
  };
}

test.each(["chat.asm", "machines/cpm.asm"])(
  "a mistake in %s is an internal error, with its place",
  (file) => {
    const options = spoiled(file, " ld a,bc");
    const thrown = faultOf(() => buildProgram(network, options));
    expect(thrown).not.toBeInstanceOf(InputError);
    expect(thrown?.message).toMatch(/^the program's source doesn't assemble: /);
    expect(thrown?.message).toContain(`${file}:`);
    expect(faultOf(() => [...layoutsInTurn(network, options)])?.message).toBe(thrown?.message);
  },
);

function faultOf(run: () => unknown): Error | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
