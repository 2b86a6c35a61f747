/** Loads modules of dist/ as Node does: vitest leaves a file of this kind, and what it imports, alone. */

export async function builtCommandLine() {
  return (await import("../../dist/cli/command-line.js")).commandLine;
}

export async function builtCommand(name) {
  return (await import("../../dist/cli/command-line.js")).zmlmCommand(name);
}

export async function builtCommandNames() {
  return Object.keys((await import("../../dist/cli/commands.js")).COMMANDS);
}
