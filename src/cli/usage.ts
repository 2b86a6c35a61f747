/** What commander finds wrong with a command line, as one line that helps. */

import type { Command } from "commander";

/** Options that people expect under another name, if the command has the one that is meant. */
const OPTIONS_MEANT: Readonly<Record<string, string>> = {
  layers: "hidden",
  speed: "clock",
  mhz: "clock",
  epochs: "time-limit",
  out: "output",
  v: "version",
};

/** A word for an argument whose own name is none. */
const EXAMPLES: Readonly<Record<string, string>> = {
  pairs: "pairs.txt",
  model: "model.json",
  topic: "topic.json",
  transcript: "transcript.txt",
  files: "faq.csv",
  "file.com": "CHAT.COM",
};

const HELP = "zmlm --help lists commands and options";

/**
 * @param text commander's message, of one line or several
 * @param command where it was found
 */
export function usageLine(text: string, command: Command): string {
  const [first, suggestion] = text.trimEnd().split("\n");
  const option = /^error: unknown option '(-+[^'=]*)/.exec(first)?.[1];
  if (option !== undefined) {
    const meant = optionMeant(option, command);
    if (meant !== undefined) return `${first}; did you mean ${meant}?\n`;
  }
  const missing = /^error: missing required argument '(.*)'/.exec(first)?.[1];
  if (missing !== undefined) return `${first}; write ${exampleOf(command)}\n`;
  const needed = /^error: required option '(.*)' not specified/.exec(first)?.[1];
  if (needed !== undefined) return `error: ${needed} is missing; write ${exampleOf(command)}\n`;
  const valueless = /^error: option '(?:-\w, )?(--\S+ .*)' argument missing/.exec(first)?.[1];
  if (valueless !== undefined) return `error: ${valueless.split(" ")[0]} needs a value; write ${valueless}\n`;
  const [, refused, value, remedy] =
    /^error: option '(?:-\w, )?(--[\w-]+).*?' argument '(.*)' is invalid\. (.*?)\.?$/.exec(first) ?? [];
  if (refused !== undefined)
    return `error: ${refused} "${value}" is not possible; ${remedy.replace("Allowed choices are", "use")}\n`;
  const count = /^error: too many arguments .* Expected (\d+) .* but got (\d+)/.exec(first);
  if (count !== null)
    return `error: too many arguments, ${count[2]} instead of ${count[1]}; write a name with blanks in quotes\n`;
  const near = /^\(Did you mean (.*)\?\)$/.exec(suggestion ?? "")?.[1];
  if (near !== undefined) return `${first}; did you mean ${near}?\n`;
  if (command.parent === null) return `${first} (${HELP})\n`;
  const isGroup = command.commands.length > 0;
  return `${first}${isGroup ? ` (${nameOf(command)} --help lists its commands)` : ""}\n`;
}

/** The option that a beginning, another name, or one dash too few means. */
function optionMeant(written: string, command: Command): string | undefined {
  const word = written.replace(/^-+/, "").toLowerCase();
  const names = command.options.flatMap(({ long }) => (long ? [long] : []));
  const other = Object.hasOwn(OPTIONS_MEANT, word) ? [`--${OPTIONS_MEANT[word]}`] : [];
  const exact = names.filter((name) => name === `--${word}` || other.includes(name));
  if (exact.length > 0) return exact[0];
  const begun = word.length < 2 ? [] : names.filter((name) => name.startsWith(`--${word}`));
  return begun.length === 1 ? begun[0] : undefined;
}

/** The command's name with those of the commands above it. */
function nameOf(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name());
  return names.join(" ");
}

/** The command with a word for each argument, and the options, that it needs. */
function exampleOf(command: Command): string {
  const words = command.registeredArguments
    .filter(({ required }) => required)
    .map((argument) => {
      const name = argument.name();
      return Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name] : name;
    });
  const options = command.options
    .filter(({ mandatory }) => mandatory)
    .map(({ flags }) => flags.replace(/^-\w, /, ""));
  return [nameOf(command), ...words, ...options].join(" ");
}
