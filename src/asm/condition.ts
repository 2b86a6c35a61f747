/** Heads of blocks: the conditions of `if` and its relatives, and how a head's arguments are read. */

import type { BlockHead } from "./blocks.js";
import { Fault } from "./fault.js";
import type { BlockWord } from "./keywords.js";
import type { Token } from "./lexer.js";
import { parseArguments, splitMacroArguments } from "./operand.js";
import type { Pass } from "./pass.js";
import { checkSymbolName } from "./statement.js";

/** A label before a block's word: `table: rept 4`. */
export function defineHeadLabel(pass: Pass, { before: [label] }: BlockHead): void {
  if (label === undefined) return;
  checkSymbolName(label);
  pass.defineLabel(label);
}

/** Tokens after the word of a block's head, with parameters replaced. @throws Fault */
export function headTokens(pass: Pass, head: BlockHead, isWithDefines = true): readonly Token[] {
  const lexed = pass.replaced(head.line, isWithDefines);
  if (lexed.fault !== undefined) throw lexed.fault;
  const at = lexed.tokens.findIndex((token) => token.start === head.token.start);
  return lexed.tokens.slice(at + 1);
}

/** Values of a block's head between commas. */
export function headValues(pass: Pass, head: BlockHead): (number | undefined)[] {
  const place = { start: head.token.end, end: head.token.end + 1 };
  return parseArguments(headTokens(pass, head), place).map((argument) => pass.evaluate(argument));
}

/** The one value of a block's head. */
function headValue(pass: Pass, head: BlockHead): number | undefined {
  const values = headValues(pass, head);
  if (values.length !== 1) throw new Fault(`${head.token.text} takes one expression`, head.token);
  return values[0];
}

/** `if nul x` and `if not nul x`: true if nothing stands behind nul; nothing if the head asks for something else. */
function nulQuestion(pass: Pass, head: BlockHead): boolean | undefined {
  const words = headTokens(pass, head);
  const isNot = words[0]?.lower === "not";
  const [nul, ...rest] = isNot ? words.slice(1) : words;
  if (nul?.kind !== "name" || nul.lower !== "nul" || pass.isDefined(nul.text)) return undefined;
  return (rest.length === 0) !== isNot;
}

function isTrue(pass: Pass, head: BlockHead): boolean {
  const isBlankThere = nulQuestion(pass, head);
  if (isBlankThere !== undefined) return isBlankThere;
  return (headValue(pass, head) ?? 0) !== 0;
}

function isDefined(pass: Pass, head: BlockHead): boolean {
  const words = headTokens(pass, head, false);
  if (words.length !== 1 || words[0].kind !== "name")
    throw new Fault(`${head.token.text} needs the name of one symbol`, words[1] ?? head.token);
  return pass.isDefined(words[0].text);
}

/** True if the head's one argument, perhaps between `<` and `>`, is empty. */
function isBlank(pass: Pass, head: BlockHead): boolean {
  const words = headTokens(pass, head);
  const args = splitMacroArguments(words);
  if (args.length > 1)
    throw new Fault(`${head.token.text} takes one argument; write it between < and >`, head.token);
  return args.every((argument) => argument.length === 0);
}

/** True if the head's two arguments are the same text. */
function isSame(pass: Pass, head: BlockHead): boolean {
  const args = splitMacroArguments(headTokens(pass, head));
  if (args.length !== 2) throw new Fault(`${head.token.text} takes two arguments: <text>,<text>`, head.token);
  const [left, right] = args.map((tokens) => tokens.map(({ kind, text }) => `${kind} ${text}`).join("\n"));
  return left === right;
}

function elseHead(pass: Pass, head: BlockHead): boolean {
  const [word] = headTokens(pass, head);
  if (word !== undefined) throw new Fault(`"${word.text}" is unexpected after ${head.token.text}`, word);
  return true;
}

const QUESTIONS: Readonly<Partial<Record<BlockWord, (pass: Pass, head: BlockHead) => boolean>>> = {
  if: isTrue,
  elseif: isTrue,
  ifnot: (pass, head) => !isTrue(pass, head),
  else: elseHead,
  ifdef: isDefined,
  ifndef: (pass, head) => !isDefined(pass, head),
  ifb: isBlank,
  ifnb: (pass, head) => !isBlank(pass, head),
  ifidn: isSame,
  ifdif: (pass, head) => !isSame(pass, head),
  // M80 has two passes. What a source has for the first only, macros and constants, is needed in all of ours.
  if1: () => true,
  if2: () => false,
};

/** True if the lines behind this head are assembled. @throws Fault */
export function isTaken(pass: Pass, head: BlockHead): boolean {
  defineHeadLabel(pass, head);
  return QUESTIONS[head.word]!(pass, head);
}
