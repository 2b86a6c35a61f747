export function builtCommandLine(): Promise<typeof import("../../src/cli/command-line.js").commandLine>;
/** The command, with one of its subcommands loaded. */
export function builtCommand(name: string): Promise<import("commander").Command>;
export function builtCommandNames(): Promise<string[]>;
