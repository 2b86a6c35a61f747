/**
 * Z80 assembler: source text in, bytes, listing and symbols out. Touches no file: what a source includes
 * comes through a resolver.
 *
 * @example assemble("  org 100h\n  ret\n", { file: "tiny.asm" }).bytes // Uint8Array [0xC9]
 */

export { type AssembleOptions, type Assembly, assemble } from "./assemble.js";
export { type Decoded, decode, instructionText } from "./decode.js";
export { AssemblyError, type Diagnostic, renderDiagnostic } from "./diagnostics.js";
export { type DisassembleOptions, disassemble } from "./disassemble.js";
export type { SourceResolver } from "./files.js";
export { FORMS, type Form } from "./form.js";
export type { AssembledLine } from "./pass.js";
export { parseSymbolFile } from "./symbol-file.js";
