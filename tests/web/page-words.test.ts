/** No message that a visitor reads names an option or a command. */

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inPageWords } from "../../src/web/page-words.js";
import { repositoryPath } from "../support/cli.js";

/** Files of these folders whose messages the page can't meet, and why. */
const NOT_IN_PAGE = [
  /^data\/generate\//, // asks a language model
  /^train\/node/, // the host of the command line
  /^train\/report\/style/, // CSS
  /^train\/report\/charts|^train\/report\/parts/, // names of colours
  /^train\/report\/page/, // speaks of the command that it shows
  /^jobs\/(evaluate|library|file-kind)/, // jobs of the command line
  /^model\/npz/, // archives, which the page doesn't read or write
  /^build\/(ready|talk|assembling)/, // layouts by name, games, and sources of programs
];

const COMMAND_WORDS =
  /(?<![\w-])--[a-z]|\bzmlm (?:chat|game|make|train|eval|build|run|check|web|bench|data|asm|import|export)\b/;

const FILES = ["jobs", "train", "build", "machines", "data", "model"].flatMap((folder) =>
  readdirSync(repositoryPath(`src/${folder}`), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".ts") && !NOT_IN_PAGE.some((pattern) => pattern.test(name))),
);

/** Wishes of the command line that the page has no field for. */
const NOT_WISHED = /^--select holdout|^--(?:join|reply-buckets)$/;

/** Strings of a source, without those of comments; of what they insert, the first string. */
function stringsOf(source: string): string[] {
  return source
    .split("\n")
    .filter((line) => !/^\s*(?:\*|\/\*|\/\/)/.test(line))
    .flatMap((line) => [...line.matchAll(/"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)])
    .map(([, plain, template]) => plain ?? template)
    .map((text) =>
      text.replace(/\$\{([^}]*)\}/g, (_, code: string) => /"([^"]*)"/.exec(code)?.[1] ?? "question"),
    );
}

test("messages that the page can show name no option and no command", () => {
  const told = FILES.flatMap((name) =>
    stringsOf(readFileSync(repositoryPath(`src/${name}`), "utf8"))
      .filter((text) => COMMAND_WORDS.test(text) && !NOT_WISHED.test(text))
      .map((text) => ({ name, text, inPage: inPageWords(text) })),
  );
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter(({ inPage }) => COMMAND_WORDS.test(inPage))).toEqual([]);
});

test.each([
  [
    "a network of 128 -> 5 doesn't fit; train it smaller (--hidden, --density, --buckets)",
    "a network of 128 -> 5 doesn't fit; train it smaller (hidden layers, weights not zero, question buckets)",
  ],
  [
    "its hidden layers are 8; leave --hidden out to resume from it",
    "its hidden layers are 8; begin a new training instead",
  ],
  [
    'my lesson: 2 questions with letters that the machine hears as "?", the first in line 3; zmlm data lint lists them',
    'my lesson: 2 questions with letters that the machine hears as "?", the first in line 3; the editor marks them',
  ],
  ["nothing of the kind", "nothing of the kind"],
])("%j in the page", (message, told) => {
  expect(inPageWords(message)).toBe(told);
});
