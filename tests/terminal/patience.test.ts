/** What is piped into programs that look for keys in different ways. */

import { describe, expect, test } from "vitest";
import { CpmMachine } from "../../src/cpm/index.js";
import { PipeDisplay } from "../../src/terminal/display.js";
import { TerminalSession } from "../../src/terminal/session.js";
import { isWhole } from "../support/length.js";
import { code } from "../support/programs.js";

/** The program's output and T-states, with all of the keys piped in at once. */
async function run(lines: string, keys: string, piped = true) {
  let shown = "";
  const session = new TerminalSession({
    display: new PipeDisplay(),
    clock: {
      now: () => 0,
      turn: () => new Promise((resolve) => setImmediate(resolve)),
      after: (_, action) => {
        setImmediate(action);
        return () => {};
      },
    },
    piped,
    put: (text) => {
      shown += text;
      return undefined;
    },
  });
  const machine = new CpmMachine({ console: session.console });
  machine.load(code(`bios: equ 0F200h\n${lines}`), "");
  session.console.type(keys);
  session.console.end();
  await session.run(machine, { maxTStates: 4e9 });
  return { shown, tStates: machine.tStates };
}

async function pipe(lines: string, keys: string, piped = true): Promise<string> {
  return (await run(lines, keys, piped)).shown;
}

/**
 * As a BASIC does: reads a line key by key with CONIN, and then, at each of the 200 statements that it takes to run
 * the line, looks for a Ctrl-C and drops what isn't one. Shows lines in brackets.
 */
const BASIC = (look: string, statement: number) => `
next:   ld hl,3000h
key:    push hl
        call bios+9
        pop hl
        cp 13
        jr z,run
        ld (hl),a
        inc hl
        jr key
run:    ld (hl),'$'
        ld b,200
again:  push bc
        ld bc,${statement}
delay:  ex (sp),hl
        ex (sp),hl
        dec bc
        ld a,b
        or c
        jr nz,delay
        ${look}
        pop bc
        djnz again
        ld e,'['
        ld c,2
        call bdos
        ld de,3000h
        ld c,9
        call bdos
        ld e,']'
        ld c,2
        call bdos
        jr next`;
const BIOS_LOOK = "call bios+6\n or a\n call nz,bios+9";
const BDOS_LOOK = "ld c,11\n call bdos\n or a\n ld c,1\n call nz,bdos";
const DIRECT_LOOK = "ld e,0FFh\n ld c,6\n call bdos";

describe("a program that looks for a Ctrl-C between statements leaves the lines that follow alone", () => {
  test.each([
    ["by the BIOS", BIOS_LOOK, 80],
    ["by CONSOLE STATUS", BDOS_LOOK, 80],
    ["by DIRECT CONSOLE", DIRECT_LOOK, 80],
    ["seldom", BIOS_LOOK, 2000],
  ])("%s", async (_, look, statement) => {
    expect(await pipe(BASIC(look, statement), "print 1\rprint 2\rprint 3\r")).toBe(
      "[print 1][print 2][print 3]",
    );
  });

  test.runIf(isWhole)("even if running the first takes it minutes", async () => {
    expect(await pipe(BASIC(BIOS_LOOK, 40_000), "one\rtwo\r")).toBe("[one][two]");
  });

  test("at a keyboard it gets what is typed ahead", async () => {
    expect(await pipe(BASIC(BIOS_LOOK, 80), "print 1\rprint 2\r", false)).toBe("[print 1]");
  });

  test("it gets them while it writes, too", async () => {
    const writes = `${BIOS_LOOK}\n ld e,'.'\n ld c,2\n call bdos`;
    const line = (text: string) => `${".".repeat(200)}[${text}]`;
    expect(await pipe(BASIC(writes, 5), "one\rtwo\r")).toBe(line("one") + line("two"));
  });
});

/** Echoes keys, each looked for in a loop, up to a full stop. */
const POLLING = {
  "DIRECT CONSOLE": `
next:   ld c,6
        ld e,0FFh
        call bdos
        or a
        jr z,next
        cp '.'
        ret z
        ld e,a
        ld c,6
        call bdos
        jr next`,
  "CONSOLE STATUS and CONSOLE INPUT": `
next:   ld c,11
        call bdos
        or a
        jr z,next
        ld c,1
        call bdos
        cp '.'
        jr nz,next
        ret`,
  "CONST and CONIN": `
next:   call bios+6
        or a
        jr z,next
        call bios+9
        cp '.'
        ret z
        ld c,a
        call bios+12
        jr next`,
};

describe("a program that waits by looking for keys gets them", () => {
  test.each(Object.entries(POLLING))("%s", async (name, lines) => {
    const echoed = name === "CONSOLE STATUS and CONSOLE INPUT" ? "." : "";
    expect(await pipe(lines, "hello\rworld.")).toBe(`hello\rworld${echoed}`);
  });

  test("a game that draws between two looks", async () => {
    const frame = `
next:   ld bc,2000
delay:  dec bc
        ld a,b
        or c
        jr nz,delay
        ld e,'.'
        ld c,2
        call bdos
        call bios+6
        or a
        jr z,next
        call bios+9
        ld c,a
        call bios+12
        cp 'q'
        jr nz,next
        ret`;
    expect((await pipe(frame, "aq")).replaceAll(".", "")).toBe("aq");
  });

  test("a line at a time: waiting for one costs it a thousand looks, not for each key", async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `line ${i}`);
    const { shown, tStates } = await run(POLLING["DIRECT CONSOLE"], `${lines.join("\r")}.`);
    expect(shown).toBe(lines.join("\r"));
    expect(tStates).toBeLessThan(lines.length * 1000 * 150);
  });
});
