/**
 * Detects a file's format from its beginning.
 *
 *   detectFormat("question,answer\nhello,hi\n", "faq.txt")       // "csv"
 */

import { isAnswerName, isQuestionName } from "./columns.js";

export const FORMATS = ["csv", "tsv", "json", "jsonl", "rasa", "chatterbot", "aiml", "pairs"] as const;
export type FormatName = (typeof FORMATS)[number];

/** The formats' names in messages. */
export const FORMAT_TITLES: Readonly<Record<FormatName, string>> = {
  csv: "CSV",
  tsv: "TSV",
  json: "JSON",
  jsonl: "JSONL",
  rasa: "Rasa's YAML",
  chatterbot: "ChatterBot's YAML",
  aiml: "AIML",
  pairs: "a pair file",
};

/** Lines from which a table is recognised, and the least share of them that must have the same number of cells. */
const TABLE_LINES = 30;
const ALIKE = 0.9;

/**
 * @param head the beginning of the text, some lines or all of it
 * @param name the file's name; its ending decides if the text doesn't
 * @returns undefined if the text has none of the formats, as pair files have none
 */
export function detectFormat(head: string, name: string): FormatName | undefined {
  const text = head.replace(/^\ufeff/, "").trimStart();
  const ending = /\.([a-z]+)(\.gz)?$/i.exec(name)?.[1].toLowerCase();
  if (text === "") return undefined;
  if (text.startsWith("<")) return /<aiml\b/i.test(text) || ending === "aiml" ? "aiml" : undefined;
  if (/^[[{]/.test(text)) return jsonOrLines(text, ending);
  if (
    /^\s*(nlu|responses|intents|stories|rules)\s*:/m.test(text) &&
    !/^(categories|conversations)\s*:/m.test(text)
  )
    return "rasa";
  if (/^(categories|conversations)\s*:/m.test(text)) return "chatterbot";
  if (ending === "csv" || ending === "tsv") return ending;
  return tableOf(text);
}

/** True if most lines, without blank ones and comments, are `question|answer`. */
export function looksLikePairs(head: string): boolean {
  const lines = head
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  return 2 * lines.filter((line) => /^[^|]+\|[^|]+$/.test(line)).length > lines.length;
}

/** The character that separates a table's cells. */
export function delimiterOf(head: string, format: "csv" | "tsv"): string {
  if (format === "tsv") return "\t";
  const lines = cellLines(head);
  const counts = [",", ";", "\t", "|"].map((delimiter) => ({ delimiter, ...evenness(lines, delimiter) }));
  const best = counts.sort((a, b) => b.alike * b.cells - a.alike * a.cells)[0];
  return best.cells > 1 ? best.delimiter : ",";
}

/** JSONL has a whole value on its first line and another value on the next. */
function jsonOrLines(text: string, ending: string | undefined): FormatName {
  if (ending === "jsonl" || ending === "ndjson") return "jsonl";
  const [first, second = ""] = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  try {
    JSON.parse(first);
  } catch {
    return "json";
  }
  return /^\s*[[{]/.test(second) ? "jsonl" : "json";
}

/** A text is a table if nearly all lines have the same number of cells, and it has tabs, a header or only quoted cells. */
function tableOf(text: string): FormatName | undefined {
  const lines = cellLines(text);
  for (const [delimiter, format] of [
    ["\t", "tsv"],
    [",", "csv"],
    [";", "csv"],
  ] as const) {
    const { cells, alike } = evenness(lines, delimiter);
    if (cells < 2 || alike < ALIKE) continue;
    const names = cellsOf(lines[0], delimiter);
    if (delimiter === "\t" || names.some(isQuestionName) || names.some(isAnswerName)) return format;
    if (lines.length > 1 && lines.every((line) => line.startsWith('"'))) return format;
  }
  return undefined;
}

/** The first lines; a quoted cell that spans lines makes one of them. */
function cellLines(text: string): string[] {
  const lines: string[] = [];
  let open = false;
  for (const line of text.split(/\r\n|\r|\n/, 10 * TABLE_LINES)) {
    if (open) lines[lines.length - 1] += ` ${line}`;
    else if (line.trim() !== "") lines.push(line);
    else continue;
    open = (lines.at(-1)!.split('"').length - 1) % 2 === 1;
    if (lines.length > TABLE_LINES) break;
  }
  return lines.slice(0, TABLE_LINES);
}

/** The most frequent number of cells in a line, and the share of lines that have it. */
function evenness(lines: readonly string[], delimiter: string): { cells: number; alike: number } {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const { length } = cellsOf(line, delimiter);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [cells, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return { cells, alike: lines.length === 0 ? 0 : count / lines.length };
}

function cellsOf(line: string, delimiter: string): string[] {
  return line
    .replace(/"[^"]*"/g, (quoted) => quoted.slice(1, -1).replaceAll(delimiter, " "))
    .split(delimiter);
}
