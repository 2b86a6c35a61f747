/** zmlm asm: a Z80 assembler and disassembler. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Command, Option } from "commander";
import { AssemblyError, assemble, type Diagnostic, disassemble, type SourceResolver } from "../asm/index.js";
import { hex } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { TPA_START } from "../cpm/index.js";
import { EXIT_USAGE } from "./faults.js";
import { assertKind, assertOutputs, readBytes, writeWhole } from "./files.js";
import { printFile, tell } from "./screen.js";

interface AsmOptions {
  readonly output?: string;
  readonly listing?: string;
  readonly symbols?: string;
  readonly include: readonly string[];
  readonly define: Readonly<Record<string, number>>;
  readonly disassemble?: boolean;
  readonly origin: number;
}

export function asmCommand(): Command {
  return new Command("asm")
    .argument("<source.asm>", "source to assemble, - for standard input")
    .option(
      "-o, --output <file>",
      "program to write, - for standard output (default: the source's name with .com)",
    )
    .option("--listing <file>", "write a listing: address, bytes, T-states, source; - for standard output")
    .option("--symbols <file>", "write the symbols and their values, - for standard output")
    .addOption(
      new Option("-I, --include <dir>", "look for included files here too; may be repeated")
        .argParser(collect)
        .default([], "none"),
    )
    .addOption(
      new Option("-D, --define <name=value>", "define a symbol, as 1 without a value; may be repeated")
        .argParser(collectDefinition)
        .default({}, "none"),
    )
    .option(
      "--disassemble",
      "disassemble instead: <source.asm> is a program; its source goes to -o or to standard output",
    )
    .addOption(
      new Option("--origin <address>", "where the program to disassemble starts")
        .argParser(parseNumber)
        .default(TPA_START, "0100h"),
    )
    .addHelpText(
      "after",
      `
Source: Zilog mnemonics, and labels with or without colon; .name is local to
the label above it.
  numbers    0FFh $FF 0xFF #FF &FF %1010 1010b 17o 255 'A'; $ is this address
  operators  + - * / % << >> & | ^ ~ = != < <= > >= && || ! ?: high low defined,
             also as words (mod shl …)
  data       db dw dd ds dc asciz align incbin "file"[,offset[,length]]
  symbols    name equ value, name = value, org address,
             phase address … dephase
  blocks     if / elseif / else / endif, ifdef, ifndef, rept count … endm,
             irp x,<1,2>, irpc x,12, name macro a,b … endm, called as
             name 1,<2,3>, with local x and exitm
  others     include "file", assert condition,"message", error "message", end
  also most directives of M80, TASM, zmac, pasmo, z80asm and sjasmplus; the
  manual, src/asm/README.md, has a table

Examples:
  $ zmlm asm hello.asm                               writes hello.com
  $ zmlm asm hello.asm -o h.com --listing hello.lst  with T-states
  $ zmlm asm game.asm -I lib -D DEBUG=1
  $ zmlm asm --disassemble hello.com -o again.asm`,
    )
    .action((source: string, options: AsmOptions) => {
      if (options.disassemble) runDisassembler(source, options);
      else runAssembler(source, options);
    });
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** Decimal, or hexadecimal as 0x100, $100, #100 or 100h. */
function parseNumber(text: string): number {
  const hexadecimal = /^(?:0x|\$|#)([0-9a-f]+)$|^([0-9][0-9a-f]*)h$/i.exec(text);
  const digits = hexadecimal?.[1] ?? hexadecimal?.[2];
  const value = digits === undefined ? Number(text) : Number.parseInt(digits, 16);
  if (!Number.isInteger(value) || text.trim() === "" || value < 0 || value > 0xffff)
    throw new InputError(`"${text}" is not a number from 0 to 65535; write 256, 100h or 0x100`);
  return value;
}

function collectDefinition(text: string, before: Readonly<Record<string, number>>): Record<string, number> {
  const [, name, value] = /^([A-Za-z_?][\w.]*)(?:=(.*))?$/.exec(text) ?? [];
  if (name === undefined) throw new InputError(`-D ${text} defines nothing; write -D NAME=value`);
  return { ...before, [name]: value === undefined ? 1 : parseNumber(value) };
}

/** Looks for included files under the name itself, then in the folders of -I. */
function fileResolver(folders: readonly string[]): SourceResolver {
  return (name) => {
    for (const wanted of [name, ...folders.map((folder) => join(folder, name))]) {
      const path = isFile(wanted) ? wanted : inAnyCase(wanted);
      if (path !== undefined && isFile(path)) return readBytes(path);
    }
    return undefined;
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Finds a file whose path differs only in case, as in sources from CP/M and Windows; undefined if several do. */
function inAnyCase(path: string): string | undefined {
  const name = basename(path);
  const parent = dirname(path);
  if (parent === path || name === "." || name === "..") return existsSync(path) ? path : undefined;
  const folder = existsSync(parent) ? parent : inAnyCase(parent);
  try {
    const same = readdirSync(folder ?? "").filter((entry) => entry.toLowerCase() === name.toLowerCase());
    return same.length === 1 ? join(folder!, same[0]) : undefined;
  } catch {
    return undefined;
  }
}

function outputName(source: string, output: string | undefined): string {
  const name = output ?? (source === "-" ? undefined : `${source.replace(/\.[^./\\]*$/, "")}.com`);
  if (name === undefined) throw new InputError("standard input has no file name; name the program with -o");
  return name;
}

function runAssembler(source: string, options: AsmOptions): void {
  const output = outputName(source, options.output);
  assertOutputs([output, options.listing, options.symbols], [source]);
  const bytes = readBytes(source);
  if (source !== "-") assertKind(bytes, source, "source");
  try {
    const file = source === "-" ? "standard input" : source;
    const assembly = assemble(bytes, {
      file,
      resolve: fileResolver(options.include),
      define: options.define,
    });
    for (const warning of assembly.warnings) tell(`${warningText(warning)}\n`);
    writeOut(output, assembly.bytes);
    if (options.listing !== undefined) writeOut(options.listing, assembly.listing());
    if (options.symbols !== undefined) writeOut(options.symbols, assembly.symbolFile());
    tell(`${summary(output === "-" ? "standard output" : output, assembly.origin, assembly.bytes.length)}\n`);
  } catch (error) {
    if (!(error instanceof AssemblyError)) throw error;
    tell(`${error.message}\n`);
    process.exitCode = EXIT_USAGE;
  }
}

function warningText({ file, line, message }: Diagnostic): string {
  return `${file}:${line}: warning: ${message}`;
}

/** Writes a file, or standard output for `-`. */
function writeOut(path: string, content: string | Uint8Array): void {
  if (path === "-") printFile(content);
  else writeWhole(path, content);
}

function summary(output: string, origin: number, length: number): string {
  if (length === 0) return `${output}: empty`;
  const address = (value: number) => `${hex(value, 4)}h`;
  const line = `${output}: ${length} byte${length === 1 ? "" : "s"}, ${address(origin)} to ${address(origin + length - 1)}`;
  if (origin === TPA_START || !/\.com$/i.test(output)) return line;
  return `${line}\nwarning: CP/M loads a program at 0100h; begin with org 0100h`;
}

function runDisassembler(program: string, options: AsmOptions): void {
  assertOutputs([options.output], [program]);
  writeOut(options.output ?? "-", disassemble(readBytes(program), { origin: options.origin }));
}
