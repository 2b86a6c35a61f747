export function builtCommandLine(): Promise<typeof import("../../src/cli/command-line.js").commandLine>;
