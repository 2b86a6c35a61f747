/**
 * The two sides of a pair: cleaned as the machine takes them, and why a side can't be in a pair file.
 *
 *   cleanAnswer(" café ")          // "CAFE"
 *   faultOfAnswer("")              // 'nothing after the "|"; write the reply there'
 */

import { foldToAscii, isAscii, isPrintableAscii } from "../base/ascii.js";
import { MAX_QUESTION, MAX_REPLY } from "../base/contract.js";

/** True if a text has letters without ASCII form; the machine reads "?" for each of them. */
export function hasLostLetters(text: string): boolean {
  return !isAscii(text) && /[^\P{L}\u0000-\u007f]/u.test(foldToAscii(text));
}

/** A question as the encoder gets it: ASCII, no blanks at its ends, `?` for a character without ASCII form. */
export function cleanQuestion(question: string): string {
  return foldToAscii(question)
    .replace(/\s/gu, " ")
    .trim()
    .replace(/[^ -~]/gu, "?");
}

/** A reply in capitals, as the machine prints it. Characters that CP/M can't print stay; {@link faultOfAnswer} finds them. */
export function cleanAnswer(answer: string): string {
  return foldToAscii(answer).trim().toUpperCase();
}

/** Why a cleaned question can't be in a pair file; undefined if it can. */
export function faultOfQuestion(question: string): string | undefined {
  if (question === "") return 'nothing before the "|"; write the question there';
  if (question.length > MAX_QUESTION)
    return `the question has ${question.length} characters and only ${MAX_QUESTION} count; shorten it`;
  return undefined;
}

/** Why a cleaned reply can't be in a pair file; undefined if it can. */
export function faultOfAnswer(answer: string): string | undefined {
  if (answer === "") return 'nothing after the "|"; write the reply there';
  if (answer.length > MAX_REPLY)
    return `the reply has ${answer.length} characters, the most is ${MAX_REPLY}; shorten it`;
  if (!isPrintableAscii(answer)) {
    const odd = Array.from(answer).find((character) => !isPrintableAscii(character))!;
    return `the reply has ${describe(odd)}, which CP/M can't print; use ASCII`;
  }
  return undefined;
}

function describe(character: string): string {
  const code = character.codePointAt(0)!;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return code < 0xa0 ? name : `"${character}" (${name})`;
}
