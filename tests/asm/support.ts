/** Short ways to assemble in tests. */

import { type Assembly, AssemblyError, assemble, type Diagnostic } from "../../src/asm/index.js";

export type TestFiles = Readonly<Record<string, string | Uint8Array>>;

/** Assembles a source named `main.asm`; what it includes comes from `files`. */
export function assembleText(source: string, files: TestFiles = {}): Assembly {
  return assemble(source, {
    file: "main.asm",
    resolve: (name) => {
      const content = Object.hasOwn(files, name) ? files[name] : undefined;
      return typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
  });
}

/** Bytes as hexadecimal: `3E 05`. */
export function bytesText(source: string, files: TestFiles = {}): string {
  return Array.from(assembleText(source, files).bytes, (byte) =>
    byte.toString(16).toUpperCase().padStart(2, "0"),
  ).join(" ");
}

/** What a source is refused for. */
export function mistakes(source: string, files: TestFiles = {}): readonly Diagnostic[] {
  try {
    assembleText(source, files);
  } catch (error) {
    if (error instanceof AssemblyError) return error.diagnostics;
    throw error;
  }
  return [];
}

/** The mistakes as `line:column message`. */
export function mistakeTexts(source: string, files: TestFiles = {}): string[] {
  return mistakes(source, files).map(({ line, column, message }) => `${line}:${column} ${message}`);
}
