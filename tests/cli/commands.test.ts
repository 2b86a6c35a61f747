/** The list of `zmlm --help` is made without loading the commands. */

import { Help } from "commander";
import { expect, test } from "vitest";
import { COMMANDS, commandTerm } from "../../src/cli/commands.js";
import { zmlm } from "../support/cli.js";

test.each(Object.entries(COMMANDS))("the help's list shows what %s takes", async (name, { load }) => {
  const command = await load();
  expect(command.name()).toBe(name);
  expect(commandTerm(command)).toBe(new Help().subcommandTerm(command));
});

test("zmlm --help lists all commands with their descriptions", () => {
  const { stdout } = zmlm(["--help"]);
  for (const [name, { description }] of Object.entries(COMMANDS)) {
    const line = stdout.split("\n").find((one) => one.startsWith(`  ${name} `));
    expect(line?.endsWith(`  ${description}`)).toBe(true);
  }
});
