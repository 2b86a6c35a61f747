/** zmlm run: runs a CP/M program in the emulated machine, on this terminal or on pipes. */

import { Command, InvalidArgumentError, Option } from "commander";
import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { shown } from "../base/shown.js";
import {
  CpmMachine,
  DEFAULT_BDOS_BASE,
  HIGHEST_BDOS_BASE,
  LOWEST_BDOS_BASE,
  MAX_CAPACITY,
  submittedCommands,
} from "../cpm/index.js";
import { toSevenBits } from "../terminal/keys.js";
import { TERMINAL_TYPES } from "../terminal/terminal-types.js";
import { drivesOf } from "./disks/options.js";
import { assertOutputs } from "./files.js";
import { AUTHENTIC_OPTION, clockOption } from "./options.js";
import { closeAtEnd, OutputFile } from "./output-file.js";
import { readProgram } from "./programs.js";
import { tell } from "./screen.js";
import { exitCodeOf } from "./terminal/end.js";
import { Session } from "./terminal/session.js";
import { type TraceOptions, Tracing } from "./tracing.js";

const KILOBYTE = 1024;
/** Value of --terminal that translates nothing. */
const RAW = "raw";
/** Most commands of a $$$.SUB that are listed. */
const SHOWN_COMMANDS = 5;
/** Kilobytes of the smallest disk: its directory, and as much again. */
const SMALLEST_DISK = 64;

interface RunOptions extends TraceOptions {
  readonly clock?: number;
  readonly disk?: string[];
  readonly terminal?: string;
  readonly authentic?: boolean;
  readonly bdos: number;
  readonly maxTstates?: number;
  readonly maxOutput: number;
  readonly maxDisk: number;
  readonly printer?: string;
}

export function runCommand(): Command {
  return new Command("run")
    .argument("<file.com>", "the program; all words after its name go to the program, options too")
    .argument("[words...]", "its command tail")
    .passThroughOptions()
    .option("--clock <MHz>", "run at the speed of this clock (default: as fast as possible)", clockOption)
    .option(
      "--disk <folder>",
      "a folder as drive A:, or b=folder as B: and so on; add ,ro to make it read-only",
      (value: string, before: string[] | undefined) => [...(before ?? []), value],
    )
    .addOption(
      new Option(
        "--terminal <type>",
        "terminal that the program writes for, emulated on this one (default: ANSI, as on a VT100; raw: pass every escape sequence)",
      ).choices([...Object.keys(TERMINAL_TYPES), RAW]),
    )
    .option(...AUTHENTIC_OPTION)
    .addOption(
      new Option(
        "--bdos <address>",
        "start of the BDOS, where the memory of programs ends; D406h gives a 60K system, FC06h the largest",
      )
        .argParser(bdosAddress)
        .default(DEFAULT_BDOS_BASE, hexAddress(DEFAULT_BDOS_BASE)),
    )
    .option(
      "--max-disk <KB>",
      "size of each disk in kilobytes, its directory included",
      diskSize,
      MAX_CAPACITY / KILOBYTE,
    )
    .option("--max-tstates <n>", "end the run after this many T-states", wholeNumber)
    .option(
      "--max-output <n>",
      "end the run after this many characters to a pipe or file",
      wholeNumber,
      2 ** 24,
    )
    .option("--printer <file>", "write what the program prints (LST:, or ^P at a prompt) to a file")
    .option("--trace <file>", "write the program's BDOS and BIOS calls to a file")
    .option("--trace-cpu <file>", "write every instruction, with the registers before it, to a file")
    .option("--symbols <file>", "symbol file of zmlm asm, for names in the traces")
    .addHelpText(
      "after",
      `
Write options of zmlm before the program's name; a -- right after the name is
dropped. Without --disk, A: is an empty disk in memory, which is lost when the
run ends. If SUBMIT leaves a file A:$$$.SUB, its commands are listed, not run.

A program that reads whole lines gets them edited as in a shell: cursor keys,
Home, End, history, Ctrl-U, Ctrl-W; Ctrl-C, and Ctrl-D on an empty line, leave
it. --authentic gives CP/M's own line input, and so do --terminal and --printer.
A program that reads key by key gets every key, Ctrl-C and Ctrl-Z too. A second
Ctrl-C while the program reads no keys ends the run; Ctrl-\\ always ends it.

Examples:
  $ zmlm run CHAT.COM
  $ zmlm run CHAT.COM are you a robot
  $ zmlm run --clock 4 CHAT.COM
  $ zmlm run --disk basic --disk b=data,ro MBASIC.COM
  $ zmlm run --disk c C.COM -V HELLO.C
  $ zmlm run --clock 4 --terminal kaypro LADDER.COM
  $ zmlm run --trace-cpu trace.txt --symbols game.sym GAME.COM
  $ echo hello | zmlm run CHAT.COM`,
    )
    .action(async (file: string, given: string[], options: RunOptions, command: Command) => {
      const words = given[0] === "--" ? given.slice(1) : given;
      if (words === given) noteMisplaced(words, command);
      const program = readProgram(file);
      assertOutputs([options.printer, options.trace, options.traceCpu], [file]);
      const terminal = options.terminal === RAW ? RAW : TERMINAL_TYPES[options.terminal ?? ""];
      // CP/M's own line input turns the printer on and off with ^P
      const authentic = options.authentic || options.printer !== undefined;
      const session = new Session({ authentic, ...(terminal !== undefined && { terminal }) });
      const tracing = new Tracing(options);
      const printer = options.printer === undefined ? undefined : new OutputFile(options.printer, "latin1");
      const drives = drivesOf(options.disk ?? [], options.maxDisk * KILOBYTE);
      const submittedBefore = submittedCommands(drives[0]!);
      const machine = new CpmMachine({
        console: session.console,
        drives,
        bdosBase: options.bdos,
        trace: tracing.hooks,
        ...(printer && { list: (byte: number) => printer.write(String.fromCharCode(byte)) }),
      });
      tracing.attach(machine);
      const closeFiles = closeAtEnd(() => {
        printer?.close();
        tracing.close();
      });
      try {
        machine.load(program, toSevenBits(words.join(" ")));
      } catch (error) {
        throw error instanceof InputError ? new InputError(error.message, { file }) : error;
      }
      const end = await session.run(machine, {
        maxOutput: options.maxOutput,
        ...(options.clock === undefined ? {} : { clockMHz: options.clock }),
        ...(options.maxTstates === undefined ? {} : { maxTStates: options.maxTstates }),
      });
      process.exitCode = exitCodeOf(end, file);
      if (end.kind === "fault" && !machine.hasBdos && options.bdos < HIGHEST_BDOS_BASE)
        tell(
          `it wrote over the BDOS at ${hexAddress(options.bdos)}; try --bdos ${hexAddress(HIGHEST_BDOS_BASE)}\n`,
        );
      tellSubmitted(file, submittedBefore, submittedCommands(drives[0]!));
      closeFiles();
    });
}

/** Prints a note if an option of zmlm follows the program's name: it may not be meant for the program. */
function noteMisplaced(words: readonly string[], command: Command): void {
  const own = words.find((word) => command.options.some((option) => option.long === word.split("=")[0]));
  if (own !== undefined)
    tell(
      `note: ${shown(own)} goes to the program because it follows the program's name; write zmlm's options before the name\n`,
    );
}

/** Lists commands that the program has left for the CCP in $$$.SUB. */
function tellSubmitted(file: string, before: readonly string[], after: readonly string[]): void {
  if (after.length === 0 || after.join("\n") === before.join("\n")) return;
  const several = after.length === 1 ? "a command" : `${after.length} commands`;
  const commands = after.slice(0, SHOWN_COMMANDS).join("; ") + (after.length > SHOWN_COMMANDS ? "; …" : "");
  const what = `A:$$$.SUB has ${several} for CP/M, which zmlm does not run; run them one by one: ${commands}`;
  tell(`${shown(`${file}: ${what}`)}\n`);
}

/** `D406h`, `0xD406`, `$D406` or decimal. */
function bdosAddress(text: string): number {
  const digits = /^(?:0x|\$)([\da-f]+)$|^(\d[\da-f]*|[a-f][\da-f]*)h$|^([\da-f]*[a-f][\da-f]*)$/i.exec(text);
  const value = digits ? Number.parseInt(digits[1] ?? digits[2] ?? digits[3], 16) : Number(text);
  if (!(Number.isInteger(value) && value >= LOWEST_BDOS_BASE && value <= HIGHEST_BDOS_BASE))
    throw new InvalidArgumentError(
      `give an address from ${hexAddress(LOWEST_BDOS_BASE)} to ${hexAddress(HIGHEST_BDOS_BASE)}, such as D406h.`,
    );
  return value;
}

function diskSize(text: string): number {
  const [size, largest] = [wholeNumber(text), MAX_CAPACITY / KILOBYTE];
  if (size < SMALLEST_DISK || size > largest)
    throw new InvalidArgumentError(`give kilobytes from ${SMALLEST_DISK} to ${largest}.`);
  return size;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError("give a whole number above 0.");
  return Number(text);
}
