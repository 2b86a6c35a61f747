/**
 * Lines to a tree: `if … elseif … else … endif`, `macro … endm`, and `rept`, `irp` or `irpc … endm` become nodes that
 * hold their lines. Done once a file; passes walk the tree.
 */

import { Fault, type Span } from "./fault.js";
import { MNEMONICS } from "./form.js";
import { BLOCK_SPELLINGS, type BlockWord, DIRECTIVE_SPELLINGS, isWeak } from "./keywords.js";
import type { Token } from "./lexer.js";
import type { SourceLine } from "./source.js";
import type { Statement } from "./statement.js";

export interface LineNode {
  readonly kind: "line";
  readonly line: SourceLine;
  /** Kept if the same tokens always mean the same statement. */
  statement?: Statement;
}

/** A line that opens or divides a block. */
export interface BlockHead {
  readonly line: SourceLine;
  readonly word: BlockWord;
  /** The word itself. */
  readonly token: Token;
  /** Tokens before the word: a label, perhaps with its colon. */
  readonly before: readonly Token[];
}

export interface Branch {
  readonly head: BlockHead;
  readonly nodes: readonly Node[];
}

export interface IfNode {
  readonly kind: "if";
  readonly branches: readonly Branch[];
  readonly end: SourceLine;
}

/** `rept`, `irp` or `irpc`. */
export interface RepeatNode {
  readonly kind: "repeat";
  readonly head: BlockHead;
  readonly nodes: readonly Node[];
  readonly end: SourceLine;
}

export interface MacroNode {
  readonly kind: "macro";
  readonly head: BlockHead;
  readonly nodes: readonly Node[];
  readonly end: SourceLine;
}

/** A line in the wrong place: `endif` without `if`. */
export interface MisplacedNode {
  readonly kind: "misplaced";
  readonly line: SourceLine;
  readonly fault: Fault;
}

export type Node = LineNode | IfNode | RepeatNode | MacroNode | MisplacedNode;

/** The block word of a line, first or after a label; nothing if the line is an ordinary one. */
function blockHead(line: SourceLine): BlockHead | undefined {
  const { tokens } = line.lexed;
  const wordAt = (at: number) =>
    tokens[at]?.kind === "name" ? BLOCK_SPELLINGS.get(tokens[at].lower) : undefined;
  const isColon = (at: number) => tokens[at]?.kind === "symbol" && tokens[at].text === ":";
  let at = -1;
  if (wordAt(0) !== undefined && !isColon(1)) at = 0;
  else if (tokens[0]?.kind === "name") {
    const { lower } = tokens[0];
    if (isColon(1)) at = 2;
    else if (!MNEMONICS.has(lower) && !DIRECTIVE_SPELLINGS.has(lower) && isHeadBehindLabel(tokens)) at = 1;
  }
  const word = wordAt(at);
  return word && { line, word, token: tokens[at], before: tokens.slice(0, at) };
}

/** `table rept 3`; but `hdr dup` may call a macro. */
function isHeadBehindLabel([, word, next]: readonly Token[]): boolean {
  return word !== undefined && (!isWeak(word.lower) || (next !== undefined && next.text !== ","));
}

interface OpenBlock {
  readonly kind: "file" | "if" | "repeat" | "macro";
  readonly head: BlockHead | undefined;
  readonly branches: { head: BlockHead; nodes: Node[] }[];
  nodes: Node[];
}

const REPEATS: ReadonlySet<BlockWord> = new Set<BlockWord>(["rept", "irp", "irpc"]);
/** Words that divide or close a block. */
const NOT_OPENING: ReadonlySet<BlockWord> = new Set<BlockWord>(["elseif", "else", "endif", "endm"]);

function openBlock(head: BlockHead): OpenBlock {
  const nodes: Node[] = [];
  if (head.word === "macro") return { kind: "macro", head, branches: [], nodes };
  if (REPEATS.has(head.word)) return { kind: "repeat", head, branches: [], nodes };
  return { kind: "if", head, branches: [{ head, nodes }], nodes };
}

/** Why a word can't be here; undefined if it can. */
function misplacement(word: BlockWord, block: OpenBlock): string | undefined {
  if (word === "endm") {
    if (block.kind === "repeat" || block.kind === "macro") return undefined;
    return block.kind === "if"
      ? "endm comes before the endif of the if inside"
      : "endm without macro or rept";
  }
  if (block.kind !== "if") return `${word} without if`;
  if (word !== "endif" && block.branches.at(-1)!.head.word === "else") return `${word} after else`;
  return undefined;
}

function close(block: OpenBlock, end: SourceLine): Node {
  if (block.kind === "if") return { kind: "if", branches: block.branches, end };
  return { kind: block.kind as "repeat" | "macro", head: block.head!, nodes: block.nodes, end };
}

/** True if `end` is the statement, not a label. */
export function isEnd(line: SourceLine): boolean {
  const [first, second] = line.lexed.tokens;
  const isName = second !== undefined && [":", "=", "equ", "defl", "set"].includes(second.lower);
  return first?.kind === "name" && first.lower === "end" && !isName;
}

function misplaced(line: SourceLine, what: string, span: Span): MisplacedNode {
  return { kind: "misplaced", line, fault: new Fault(what, span) };
}

/**
 * The tree of a file. Mistakes in the blocks become nodes that report themselves; they stand outside of all
 * blocks, so that no condition hides them.
 */
export function buildTree(lines: readonly SourceLine[]): Node[] {
  const top: Node[] = [];
  const open: OpenBlock[] = [{ kind: "file", head: undefined, branches: [], nodes: top }];
  for (const line of lines) {
    const block = open.at(-1)!;
    const head = blockHead(line);
    if (head === undefined) {
      block.nodes.push({ kind: "line", line });
      if (open.length === 1 && isEnd(line)) break;
      continue;
    }
    if (!NOT_OPENING.has(head.word)) {
      open.push(openBlock(head));
      continue;
    }
    const wrong = misplacement(head.word, block);
    if (wrong !== undefined) top.push(misplaced(line, wrong, head.token));
    else if (head.word === "else" || head.word === "elseif") {
      block.nodes = [];
      block.branches.push({ head, nodes: block.nodes });
    } else {
      open.pop();
      open.at(-1)!.nodes.push(close(block, line));
    }
  }
  for (const { head, kind } of open.slice(1).reverse()) {
    const closing = kind === "if" ? "endif" : "endm";
    top.push(misplaced(head!.line, `this ${head!.token.text} has no ${closing}`, head!.token));
  }
  return top;
}
