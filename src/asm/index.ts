/**
 * Z80 assembler and disassembler: takes source text, returns bytes, listing and symbols. It touches no file; a resolver
 * gives it the included ones. All mistakes of a source are in one `AssemblyError`, each with its file, line and column.
 * README.md of this folder is the manual of the language.
 *
 * @example
 * ```ts
 * import { AssemblyError, assemble, disassemble } from "zmlm/asm";
 *
 * const { bytes, symbols } = assemble(" org 100h\nstart: ld a,10\n add a,a\n ret\n", { file: "tiny.asm" });
 * console.log(symbols.get("start"), Array.from(bytes)); // → 256 [ 62, 10, 135, 201 ]
 * try {
 *   assemble(" ld a,bc\n", { file: "wrong.asm" });
 * } catch (error) {
 *   if (error instanceof AssemblyError) console.log(error.diagnostics[0]?.line); // → 1
 * }
 * console.log(disassemble(bytes, { origin: 0x100 }).split("\n").length > 3); // → true
 * ```
 */

export { type AssembleOptions, type Assembly, assemble } from "./assemble.js";
export { type Decoded, decode, instructionText } from "./decode.js";
export { AssemblyError, type Diagnostic, renderDiagnostic } from "./diagnostics.js";
export { type DisassembleOptions, disassemble } from "./disassemble.js";
export type { SourceResolver } from "./files.js";
export { FORMS, type Form } from "./form.js";
export { ParsedFiles } from "./parsed-files.js";
export type { AssembledLine } from "./pass.js";
export { parseSymbolFile } from "./symbol-file.js";
