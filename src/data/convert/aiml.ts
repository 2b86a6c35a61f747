/**
 * Reads AIML: a category's pattern is the question, its template the answer. A template whose text depends on
 * wildcards, variables or conditions is left out, as there is no fixed answer to learn. srai is followed to the category
 * that it names.
 */

import { XMLParser, XMLValidator } from "fast-xml-parser";
import { InputError } from "../../base/input-error.js";
import { assertLength, type Item, isRecord, itemsOf, type ReadRequest, type Source } from "./item.js";

/** Most characters of a file: the parser takes up to 30 bytes for each. */
const MAX_LENGTH = 24e6;
/** Most categories in a chain of srai. */
const MAX_DETOURS = 10;

/** A node of the file: an element or a text. */
type Node =
  | {
      readonly name: string;
      readonly children: readonly Node[];
      readonly attributes: Readonly<Record<string, string>>;
    }
  | string;

interface Category {
  readonly pattern: string;
  readonly template: readonly Node[];
  readonly hasContext: boolean;
  readonly place: string;
}

export function* readAiml(sources: readonly Source[], _request: ReadRequest): Generator<Item> {
  const categories: Category[] = [];
  for (const source of sources) {
    const found = categoriesIn(parseXml(source), source.file);
    for (const category of found) categories.push(category);
  }
  if (categories.length === 0) throw new InputError("no categories in this file", { file: sources[0].file });
  const known = new Answers(categories);
  for (const category of categories) {
    const { pattern, place } = category;
    const question = pattern
      .replace(/[*_^#]/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    if (question === "") yield { why: "a pattern of wildcards alone", place };
    else if (category.hasContext) yield { why: "depends on what was said before (that)", place };
    else {
      const answers = known.of(category);
      if (answers === undefined) yield { why: "the answer is worked out when it is given", place };
      else yield* itemsOf(question.toLowerCase(), answers, place);
    }
  }
}

function parseXml(source: Source): readonly Node[] {
  assertLength(source, MAX_LENGTH);
  const { file } = source;
  const text = source.text.replace(/^\ufeff/, "");
  // a file's own entities aren't needed, and may expand without end
  if (/<!(DOCTYPE|ENTITY)\b/i.test(text))
    throw new InputError("this file declares a document type; take that declaration out", { file });
  try {
    const verdict = XMLValidator.validate(text);
    if (verdict !== true)
      throw new InputError(`this is no whole XML: ${verdict.err.msg}`, { file, line: verdict.err.line });
    const parser = new XMLParser({
      preserveOrder: true,
      ignoreAttributes: false,
      attributeNamePrefix: "",
      parseTagValue: false,
      parseAttributeValue: false,
      trimValues: false,
    });
    return (parser.parse(text) as unknown[]).map(nodeOf);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`this XML can't be read: ${(error as Error).message.split("\n")[0]}`, { file });
  }
}

/** Converts the parser's form of a node, {"name": [children], ":@": attributes} or {"#text": text}, to ours. */
function nodeOf(value: unknown): Node {
  const entries = isRecord(value) ? Object.entries(value) : [];
  const attributes = entries.find(([key]) => key === ":@")?.[1];
  const [name, content] = entries.find(([key]) => key !== ":@") ?? ["", []];
  if (name === "#text") return String(content);
  return {
    name: name.toLowerCase(),
    children: Array.isArray(content) ? content.map(nodeOf) : [],
    attributes: isRecord(attributes) ? (attributes as Record<string, string>) : {},
  };
}

function categoriesIn(nodes: readonly Node[], file: string): Category[] {
  const categories: Category[] = [];
  const visit = (node: Node): void => {
    if (typeof node === "string") return;
    if (node.name !== "category") {
      for (const child of node.children) visit(child);
      return;
    }
    const child = (name: string) =>
      node.children.find((one) => typeof one !== "string" && one.name === name) as
        | Exclude<Node, string>
        | undefined;
    categories.push({
      pattern: patternOf(child("pattern")?.children ?? []),
      template: child("template")?.children ?? [],
      hasContext: child("that") !== undefined,
      place: `${file}, category ${categories.length + 1}`,
    });
  };
  for (const node of nodes) visit(node);
  return categories;
}

/** A pattern's text, in the form in which srai looks it up; a set or a bot's property counts as a wildcard. */
function patternOf(nodes: readonly Node[]): string {
  return plainPattern(nodes.map((node) => (typeof node === "string" ? node : "*")).join(" "));
}

function plainPattern(text: string): string {
  return text.toUpperCase().replace(/\$/g, "").replace(/\s+/g, " ").trim();
}

function withoutWildcards(pattern: string): string {
  return pattern
    .replace(/[*_^#]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Elements that only mark up their text, that mean a space, and that have no text. */
const MARKUP = [
  "i",
  "b",
  "em",
  "strong",
  "p",
  "span",
  "a",
  "u",
  "uppercase",
  "lowercase",
  "formal",
  "sentence",
];
const SPACE = ["br", "hr"];
const SILENT = ["think"];
/** Most answers that one template may have by its random parts. */
const MAX_VARIANTS = 50;

/** The answers of categories, each found once. */
class Answers {
  /** Categories by pattern, and by pattern without wildcards if no other category has that. */
  readonly #byPattern = new Map<string, Category>();
  /** Also undefined while the answers are being found: a category that leads back to itself has none. */
  readonly #known = new Map<Category, string[] | undefined>();

  constructor(categories: readonly Category[]) {
    for (const nameOf of [(pattern: string) => pattern, withoutWildcards])
      for (const category of categories) {
        const name = nameOf(category.pattern);
        if (!this.#byPattern.has(name)) this.#byPattern.set(name, category);
      }
  }

  /** All answers of a category; undefined if they depend on more than the question. */
  of(category: Category, detours = MAX_DETOURS): string[] | undefined {
    if (!this.#known.has(category)) {
      this.#known.set(category, undefined);
      this.#known.set(category, this.#all(category.template, detours));
    }
    return this.#known.get(category);
  }

  #all(nodes: readonly Node[], detours: number): string[] | undefined {
    let answers = [""];
    for (const node of nodes) {
      const next = this.#texts(node, detours);
      if (next === undefined) return undefined;
      answers = answers.flatMap((before) => next.map((after) => before + after)).slice(0, MAX_VARIANTS);
    }
    return answers;
  }

  #texts(node: Node, detours: number): string[] | undefined {
    if (typeof node === "string") return [node];
    const { name, children } = node;
    if (SPACE.includes(name)) return [" "];
    if (SILENT.includes(name)) return [""];
    if (MARKUP.includes(name)) return this.#all(children, detours);
    if (name === "random") {
      const variants = children.flatMap((child) =>
        typeof child !== "string" && child.name === "li" ? (this.#all(child.children, detours) ?? []) : [],
      );
      return variants.length === 0 ? undefined : variants.slice(0, MAX_VARIANTS);
    }
    return name === "srai" ? this.#detour(children, detours) : undefined;
  }

  #detour(children: readonly Node[], detours: number): string[] | undefined {
    if (detours === 0 || children.some((child) => typeof child !== "string")) return undefined;
    const wanted = plainPattern(children.join(" ").replace(/[^\p{L}\p{N}'\s]/gu, " "));
    const target = this.#byPattern.get(wanted);
    return target === undefined || target.hasContext ? undefined : this.of(target, detours - 1);
  }
}
