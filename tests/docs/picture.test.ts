/**
 * The picture in README.md: a real session of `zmlm chat` in a pseudo-terminal.
 *
 * `npm run transcripts` records it anew.
 */

import { expect, test } from "vitest";
import { CLI, repositoryPath } from "../support/cli.js";
import { isWhole } from "../support/length.js";
import { hasTmux, TestTerminal } from "../support/tmux.js";
import { terminalPicture } from "./terminal-picture.js";

const PICTURE = repositoryPath("data/tinychat/chat.svg");
const QUESTIONS = [
  "hello",
  "are you a robot",
  "do you dream",
  "i am human",
  "tell me a joke",
  "how much memory have you got",
];

test.runIf(hasTmux && isWhole)("README's picture is true", async () => {
  const command = "npx zmlm chat";
  const colours = { NO_COLOR: "", FORCE_COLOR: "" };
  const terminal = new TestTerminal(`echo "$ ${command}"; "${process.execPath}" "${CLI}" chat`, colours);
  try {
    for (const [asked, question] of [...QUESTIONS, "!"].entries()) {
      await terminal.shows(new RegExp(`(^>[\\s\\S]*){${asked + 1}}$`, "m"));
      await terminal.isRaw();
      terminal.type(question);
      terminal.press("Enter");
    }
    await terminal.shows("<0>");
    const lines = terminal.screen().split("\n");
    const session = lines.slice(
      0,
      lines.findIndex((line) => line.includes("<0>")),
    );
    const isZmlm = (line: string) => line.includes("leaves");
    await expect(
      terminalPicture(session, `${command}: a conversation with tinychat`, isZmlm),
    ).toMatchFileSnapshot(PICTURE);
  } finally {
    terminal.close();
  }
});
