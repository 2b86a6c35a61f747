/** The list of `zmlm --help` is made without loading the commands. */

import { Help } from "commander";
import { expect, test } from "vitest";
import { COMMANDS, commandTerm } from "../../src/cli/commands.js";
import { zmlm } from "../support/cli.js";

test.each(Object.entries(COMMANDS))("the help's list shows what %s takes", async (name, { load }) => {
  const command = await load();
  expect(command.name()).toBe(name);
  expect(commandTerm(command)).toBe(new Help().subcommandTerm(command).replace(" [options]", ""));
});

test("zmlm --help lists all commands with their descriptions", () => {
  const list = zmlm(["--help"])
    .stdout.replace(/^.*\nCommands:/s, "")
    .replace(/\s+/g, " ");
  for (const [name, { words, description }] of Object.entries(COMMANDS))
    expect(list).toContain(` ${`${name} ${words}`.trim()} ${description} `);
});
