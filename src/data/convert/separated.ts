/** Reads tables whose cells are separated by commas, semicolons or tabs, quoted as in RFC 4180. */

import Papa from "papaparse";
import { InputError } from "../../base/input-error.js";
import { MAX_PAIRS } from "../pairs.js";
import { answerNamesBeside, isAnswerName, isQuestionName, plainName, QUESTION_NAMES } from "./columns.js";
import { delimiterOf } from "./format.js";
import { type Item, itemsOf, type ReadRequest, type Source, shownName } from "./item.js";

/** Characters at the start of a file from which the delimiter is detected. */
const HEAD = 65_536;
/** Most cells in a line; a text with more is no table. */
const MAX_CELLS = 10_000;

export function readSeparated(format: "csv" | "tsv") {
  return function* (sources: readonly Source[], request: ReadRequest): Generator<Item> {
    for (const source of sources) yield* readTable(source, format, request);
  };
}

function* readTable(source: Source, format: "csv" | "tsv", request: ReadRequest): Generator<Item> {
  const { file } = source;
  const text = source.text.replace(/^\ufeff/, "");
  const delimiter = delimiterOf(text.slice(0, HEAD), format);
  assertCells(text, delimiter, file);
  let columns: Columns | undefined;
  const items: Item[] = [];
  let row = 0;
  Papa.parse(text, {
    delimiter,
    skipEmptyLines: "greedy",
    chunkSize: HEAD,
    step({ data: cells, errors }, parser) {
      row++;
      if (errors.some(({ code }) => code === "MissingQuotes"))
        throw new InputError(`a quote opens in row ${row} and never closes`, { file });
      if (columns === undefined) {
        columns = columnsOf(cells, request, file);
        if (columns.hasHeader) return;
      }
      const place = `${file}, row ${row}`;
      if (errors.some(({ code }) => code === "InvalidQuotes"))
        items.push({ why: "quotes that don't match", place });
      else
        for (const item of itemsOf(cells[columns.question] ?? "", cells[columns.answer] ?? "", place))
          items.push(item);
      if (items.length > MAX_PAIRS) parser.abort();
    },
  });
  if (columns === undefined) throw new InputError("no rows in this file", { file });
  yield* items;
}

function assertCells(text: string, delimiter: string, file: string): void {
  const code = delimiter.charCodeAt(0);
  let [line, cells] = [1, 1];
  for (let at = 0; at < text.length; at++) {
    const here = text.charCodeAt(at);
    if (here === 0x0a) [line, cells] = [line + 1, 1];
    else if (here === code && ++cells > MAX_CELLS)
      throw new InputError(
        `more than ${MAX_CELLS.toLocaleString("en")} cells in this line; this is no table`,
        {
          file,
          line,
        },
      );
  }
}

interface Columns {
  readonly question: number;
  readonly answer: number;
  readonly hasHeader: boolean;
}

/** Finds the two columns: those that the user names or numbers from 1, else those with known names, else the only two. */
function columnsOf(first: readonly string[], request: ReadRequest, file: string): Columns {
  const named = { question: find(first, request.question), answer: find(first, request.answer) };
  const known = {
    question: knownColumn(first, QUESTION_NAMES),
    answer: knownColumn(first, answerNamesBeside(first)),
  };
  const isNamed = (name: string | undefined, column: number | undefined) =>
    name !== undefined && column !== undefined && !/^\d+$/.test(name);
  const hasHeader =
    isNamed(request.question, named.question) ||
    isNamed(request.answer, named.answer) ||
    first.some(isQuestionName) ||
    first.some(isAnswerName);
  for (const side of ["question", "answer"] as const)
    if (request[side] !== undefined && named[side] === undefined)
      throw new InputError(`no column ${shownName(request[side])}; ${whatThereIs(first)}`, { file });
  let question = named.question ?? known.question;
  let answer = named.answer ?? known.answer;
  if (first.length === 2) {
    question ??= answer === 0 ? 1 : 0;
    answer ??= question === 0 ? 1 : 0;
  }
  if (question === undefined || answer === undefined || question === answer) {
    const side = question === undefined ? "question" : "answer";
    throw new InputError(`which column is the ${side}? name it with --${side}; ${whatThereIs(first)}`, {
      file,
    });
  }
  return { question, answer, hasHeader };
}

function find(first: readonly string[], name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const at = first.findIndex((cell) => plainName(cell) === plainName(name));
  if (at >= 0) return at;
  const number = Number(name);
  return Number.isInteger(number) && number >= 1 && number <= first.length ? number - 1 : undefined;
}

function knownColumn(first: readonly string[], names: readonly string[]): number | undefined {
  const cells = first.map(plainName);
  const at = names.map((name) => cells.indexOf(name)).find((index) => index >= 0);
  return at;
}

function whatThereIs(first: readonly string[]): string {
  const shown = first.slice(0, 12).map(shownName);
  return `the columns are ${shown.join(", ")}${first.length > shown.length ? ", ..." : ""}`;
}
