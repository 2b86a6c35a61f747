/** zmlm data convert: makes a pair file from data in other formats. */

import { Command } from "commander";
import { gzip } from "../base/gzip.js";
import { InputError } from "../base/input-error.js";
import { ANSWER_CHOICES } from "../data/convert/choose.js";
import { type Conversion, convert } from "../data/convert/convert.js";
import { decodeForeign } from "../data/convert/decode.js";
import { FORMAT_TITLES, FORMATS } from "../data/convert/format.js";
import { longAnswers, longAnswersText } from "../data/long-answers.js";
import { formatPairs } from "../data/pairs.js";
import { isModel } from "../jobs/file-kind.js";
import { assertKind, assertOutputs, notText, readBytes, writeWhole } from "./files.js";
import { parseChoice } from "./options.js";
import { unpack } from "./pairs.js";
import { printFile, printJson, tell } from "./screen.js";

/** Most bytes of a file in another format. */
const MAX_FOREIGN = 1 << 26;
/** Most labels shown; the pair file lists all. */
const SHOWN_LABELS = 20;

interface ConvertFlags {
  output: string;
  from?: string;
  question?: string;
  answer?: string;
  answers: string;
  parts?: string;
  shorten?: boolean;
  json?: boolean;
}

export function convertCommand(): Command {
  return new Command("convert")
    .description("make a pair file from CSV, TSV, JSON, JSONL, Rasa, ChatterBot, AIML, CLINC or Snips data")
    .argument("<files...>", "files of one format, perhaps gzipped; - is standard input")
    .option("-o, --output <file>", "pair file to write, .txt or .txt.gz", "-")
    .option("--from <format>", `the files' format (default: detected): ${FORMATS.join(", ")}`)
    .option("--question <name>", "column or key of the questions; a column number if there is no header line")
    .option("--answer <name>", "column or key of the answers")
    .option(
      "--answers <which>",
      `which answers to keep if a question has several, ${ANSWER_CHOICES.join(", ")}: the first, the most frequent, all`,
      "first",
    )
    .option(
      "--parts <names>",
      "parts of a CLINC file to take, separated by commas (default: the training parts)",
    )
    .option(
      "--shorten",
      "replace answers longer than six characters by short labels, and list what each stands for",
    )
    .option("--json", "print a summary as one JSON object")
    .addHelpText(
      "after",
      `
What is read:
  CSV, TSV     columns named question, prompt, text, ... and answer, response,
               intent, label, ...; or the only two columns
  JSON, JSONL  records with such keys, instruction and output, messages,
               conversations; lists of two texts; CLINC's parts; Snips'
               utterances; intents with patterns and responses
  Rasa         nlu.yml: intents as answers; with domain.yml (and rules.yml,
               stories.yml) the responses
  ChatterBot   conversations, each statement with the one after it
  AIML         categories whose answer depends only on the question
  pair files   written again, with --answers or --shorten

Examples:
  $ zmlm data convert faq.csv -o pairs.txt
  $ zmlm data convert tickets.tsv --question subject --answer queue -o pairs.txt
  $ zmlm data convert nlu.yml domain.yml rules.yml --answers all -o pairs.txt
  $ zmlm data convert data_full.json --parts train,val -o pairs.txt
  $ zmlm data convert pairs.txt --answers most --shorten -o short.txt
  $ zmlm data convert chat.jsonl | zmlm train - -o model.json`,
    )
    .action(async (files: string[], flags: ConvertFlags) => {
      const request = {
        format: flags.from === undefined ? undefined : parseChoice(flags.from, "--from", FORMATS),
        question: flags.question,
        answer: flags.answer,
        answers: parseChoice(flags.answers, "--answers", ANSWER_CHOICES),
        parts: flags.parts?.split(",").map((part) => part.trim()),
        shorten: flags.shorten ?? false,
      };
      if (flags.json && flags.output === "-")
        throw new InputError("--json and the pairs can't both be on standard output; name a file with -o");
      assertOutputs([flags.output], files);
      const sources = files.map(readForeign);
      const conversion = await convert(sources, request);
      write(flags.output, textOf(conversion));
      if (flags.json) printJson(summaryObject(conversion));
      tell(summary(conversion, flags.output));
      const long = longAnswers(conversion.pairs);
      if (long !== undefined) tell(`${longAnswersText(long)}\n`);
    });
}

function readForeign(path: string): { text: string; file: string } {
  const file = path === "-" ? "standard input" : path;
  const bytes = unpack(readBytes(path, MAX_FOREIGN), file, MAX_FOREIGN);
  if (isModel(bytes, file)) assertKind(bytes, file, "pairs");
  const decoded = decodeForeign(bytes);
  if (decoded === undefined) throw notText(file, bytes);
  if (decoded.encoding !== "UTF-8") tell(`${file}: read as ${decoded.encoding}\n`);
  return { text: decoded.text, file };
}

/** The pair file's text; comments at its top list what each label stands for. */
function textOf({ pairs, labels }: Conversion): string {
  const table = labels.map(({ label, answer }) => `# ${label} = ${answer.replace(/[^ -~]/g, "?")}`);
  return (
    [...table, ...(table.length > 0 ? [""] : [])].map((line) => `${line}\n`).join("") + formatPairs(pairs)
  );
}

function write(path: string, text: string): void {
  if (path === "-") printFile(text);
  else writeWhole(path, path.endsWith(".gz") ? gzip(text) : text);
}

function summaryObject({ pairs, ...rest }: Conversion): object {
  return { ...rest, pairs: pairs.length };
}

function summary({ format, found, pairs, leftOut, labels }: Conversion, output: string): string {
  const number = (count: number) => count.toLocaleString("en");
  const lines = [
    `${format === "pairs" ? "Pair file" : FORMAT_TITLES[format]}: ${number(found)} found, ${number(pairs.length)} pairs${output === "-" ? "" : ` in ${output}`}`,
    ...leftOut.map(({ why, count, place }) => `  left out ${number(count)}: ${why} (first ${place})`),
  ];
  if (labels.length > 0) {
    lines.push(
      labels.length === 1
        ? "  1 short label; the pair file says what it stands for:"
        : `  ${number(labels.length)} short labels; the pair file says what they stand for:`,
    );
    for (const { label, answer } of labels.slice(0, SHOWN_LABELS)) lines.push(`    ${label} = ${answer}`);
    if (labels.length > SHOWN_LABELS) lines.push(`    and ${number(labels.length - SHOWN_LABELS)} more`);
  }
  return `${lines.join("\n")}\n`;
}
