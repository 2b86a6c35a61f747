/** Elements of the report, and its tables. */

import { percentOf } from "../../base/percent.js";
import type { AnswerScore, Confusion } from "../evaluate.js";

type Attributes = Readonly<Record<string, string>>;

interface ElementMaker {
  (name: string, attributes?: Attributes, ...content: (Node | string)[]): Element;
  svg(name: string, attributes?: Attributes, ...content: (Node | string)[]): Element;
}

/** Returns a function that makes elements of a document from a name, attributes and content; strings become text. */
export function element(document: Document): ElementMaker {
  const fill = (node: Element, attributes: Attributes, content: (Node | string)[]): Element => {
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...content);
    return node;
  };
  const make = (name: string, attributes: Attributes = {}, ...content: (Node | string)[]): Element =>
    fill(document.createElement(name), attributes, content);
  return Object.assign(make, {
    svg: (name: string, attributes: Attributes = {}, ...content: (Node | string)[]): Element =>
      fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, content),
  });
}

/** A column: its head, and the class of its cells. */
type Column = readonly [head: string, className?: "number" | "bar"];

function table(
  columns: readonly Column[],
  rows: readonly (readonly (Node | string)[])[],
  document: Document,
): Element {
  const make = element(document);
  const classOf = (column: number): Attributes => {
    const className = columns[column][1];
    return className === undefined ? {} : { class: className };
  };
  return make(
    "table",
    {},
    make("thead", {}, make("tr", {}, ...columns.map(([head], c) => make("th", classOf(c), head)))),
    make(
      "tbody",
      {},
      ...rows.map((cells) => make("tr", {}, ...cells.map((cell, c) => make("td", classOf(c), cell)))),
    ),
  );
}

/** @param share 0 to 1 */
function bar(share: number, colour: string, document: Document): Element {
  const make = element(document);
  const style = `width:${(100 * share).toFixed(1)}%;background:var(${colour})`;
  return make("div", {}, make("i", { style }));
}

/** Each answer with its lines and the share of them that is right; also for held-out lines, if there are any. */
export function answerTable(
  scores: readonly AnswerScore[],
  heldOut: readonly AnswerScore[] | undefined,
  document: Document,
): Element {
  const unseen = new Map(heldOut?.map((score) => [score.answer, score]));
  const share = ({ right, lines }: AnswerScore): string => `${percentOf(right / lines)} %`;
  const columns: Column[] = [["answer"], ["lines", "number"], ["right", "number"], ["", "bar"]];
  if (heldOut !== undefined) columns.push(["held-out lines", "number"], ["right", "number"], ["", "bar"]);
  const taught = new Set(scores.map(({ answer }) => answer));
  const untaught = (heldOut ?? []).filter(({ answer }) => !taught.has(answer));
  const cells = (score: AnswerScore | undefined, colour: string): (Node | string)[] =>
    score === undefined
      ? ["", "", ""]
      : [score.lines.toLocaleString("en"), share(score), bar(score.right / score.lines, colour, document)];
  const rows = [
    ...scores.map((score): (Node | string)[] => [
      score.answer,
      ...cells(score, "--orange"),
      ...(heldOut === undefined ? [] : cells(unseen.get(score.answer), "--green")),
    ]),
    ...untaught.map((score): (Node | string)[] => [
      score.answer,
      ...cells(undefined, ""),
      ...cells(score, "--green"),
    ]),
  ];
  return table(columns, rows, document);
}

/** Wanted answer, given reply, how often, and an example. */
export function confusionTable(confusions: readonly Confusion[], document: Document): Element {
  const most = confusions[0]?.questions ?? 1;
  return table(
    [["wanted"], ["given"], ["questions", "number"], ["", "bar"], ["for example"]],
    confusions.map(({ wanted, given, questions, example }) => [
      wanted,
      given === "" ? "(nothing)" : given.trim() === "" ? "(blanks)" : given,
      questions.toLocaleString("en"),
      bar(questions / most, "--red", document),
      example,
    ]),
    document,
  );
}

/** Names and values. */
export function settingsTable(
  settings: readonly (readonly [name: string, value: string])[],
  document: Document,
): Element {
  const make = element(document);
  return make(
    "table",
    { class: "settings" },
    ...settings.map(([name, value]) => make("tr", {}, make("th", {}, name), make("td", {}, value))),
  );
}
