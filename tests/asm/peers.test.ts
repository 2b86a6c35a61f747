/** Every form of the table, its operands at their edges, gives the bytes that pasmo and z80asm give. */

import { describe, expect, it } from "vitest";
import type { Form } from "../../src/asm/form.js";
import { assemble } from "../../src/asm/index.js";
import { PEERS } from "../support/peers.js";
import { ASSEMBLED_FORMS, type Sample, samplesOf } from "./samples.js";

const ROTATIONS = ["rlc", "rrc", "rl", "rr", "sla", "sra", "sll", "srl"];

const ARITHMETIC = ["add", "adc", "sub", "sbc", "and", "or", "xor", "cp"];

/** `rlc (ix+d),b`, `set 1,(iy+d),a`. */
function isThreeOperand({ mnemonic, operands, standing }: Form): boolean {
  if (standing !== "undocumented" && mnemonic !== "sli" && mnemonic !== "sl1") return false;
  const count = operands.length;
  return ["set", "res"].includes(mnemonic)
    ? count === 3
    : (ROTATIONS.includes(mnemonic) || mnemonic.startsWith("sl")) && count === 2;
}

function isText(form: Form, ...texts: readonly string[]): boolean {
  return texts.includes(`${form.mnemonic} ${form.operands.map(({ text }) => text).join()}`);
}

function namesIndexHalf({ operands }: Form): boolean {
  return operands.some(({ text }) => /^i[xy][hl]$/.test(text));
}

/** What a peer can't do: refuses, or gives other bytes for. The rest must agree. */
const BEYOND: Readonly<Record<string, (form: Form) => boolean>> = {
  // knows one spelling of each instruction, and not the results that DD CB copies into a register
  pasmo: (form) => form.standing === "alias" || isThreeOperand(form) || isText(form, "in f,(c)", "out (c),0"),
  z80asm: (form) => {
    const { mnemonic, operands } = form;
    // forgets the register of three operands without a word
    if (isThreeOperand(form)) return true;
    if (mnemonic === "sll" || mnemonic === "sl1") return true;
    if (isText(form, "ex hl,de", "ex af,af", "ex hl,(sp)", "ex ix,(sp)", "ex iy,(sp)")) return true;
    if (isText(form, "jp hl", "jp ix", "jp iy", "in (c)")) return true;
    if (namesIndexHalf(form)) {
      // takes the high half for the low one in arithmetic, and the other way round
      if (ARITHMETIC.includes(mnemonic)) return true;
      return ["inc", "dec"].includes(mnemonic) || (mnemonic === "ld" && operands[0].text === "a");
    }
    if (form.standing !== "alias") return false;
    if (mnemonic === "adc" || mnemonic === "sbc") return true;
    // takes the a of `and a,b` for the operand, without a word
    return ["and", "or", "xor", "cp"].includes(mnemonic) && operands[1].text !== "a";
  },
};

/** Samples of all forms that a peer can do, as one program. */
function program(samples: readonly Sample[]): string {
  return ` org 0\n${samples.map(({ text }) => ` ${text}\n`).join("")}`;
}

function ours(source: string): Uint8Array {
  return assemble(source, { file: "ours.asm" }).bytes;
}

describe.each(PEERS)("$title", (peer) => {
  const isBeyond = BEYOND[peer.name];

  it.skipIf(peer.isMissing)("gives the same bytes for every form it knows", () => {
    const samples = ASSEMBLED_FORMS.filter((form) => !isBeyond(form)).flatMap(samplesOf);
    expect(samples.length).toBeGreaterThan(1000);
    const bytes = peer.assemble(program(samples));
    expect(bytes).toBeDefined();
    const expected = ours(program(samples));
    if (Buffer.compare(expected, bytes!) === 0) return;
    const wrong = samples.filter(({ text }) => {
      const alone = ` org 0\n ${text}\n`;
      return Buffer.compare(peer.assemble(alone) ?? new Uint8Array(), ours(alone)) !== 0;
    });
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });

  it.skipIf(peer.isMissing)("can't do the forms that are listed as beyond it", () => {
    const forms = ASSEMBLED_FORMS.filter(isBeyond);
    const able = forms.filter((form) => {
      const alone = ` org 0\n ${samplesOf(form)[0].text}\n`;
      const bytes = peer.assemble(alone);
      return bytes !== undefined && Buffer.compare(bytes, ours(alone)) === 0;
    });
    expect(able.map(({ mnemonic, operands }) => `${mnemonic} ${operands.map(({ text }) => text)}`)).toEqual(
      [],
    );
  });
});
