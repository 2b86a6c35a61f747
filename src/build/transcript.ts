/**
 * Golden transcripts: lines of `> question`, each followed by the line of its reply; `#` lines are comments.
 *
 *   const exchanges = parseTranscript(text, "golden.txt");
 *   const replies = exchanges.map(({ question }) => ask(com, question).reply);
 *   const updated = updateTranscript(text, exchanges, replies);
 */

import { foldToAscii, isPrintableAscii } from "../base/ascii.js";
import { MAX_QUESTION } from "../base/contract.js";
import { InputError } from "../base/input-error.js";

const PROMPT = "> ";

export interface Exchange {
  /** As it is typed: ASCII. */
  readonly question: string;
  /** Undefined where no reply stands below the question yet. */
  readonly reply: string | undefined;
  /** Line of the question, from 1. */
  readonly line: number;
}

/**
 * Reads a transcript.
 * @param file the name to give in errors
 */
export function parseTranscript(text: string, file: string): Exchange[] {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const exchanges: Exchange[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const fail = (what: string): never => {
      throw new InputError(what, { file, line: i + 1 });
    };
    if (line === "" || line.startsWith("#")) continue;
    if (!line.startsWith(PROMPT)) fail('this line answers no question; write "> question" before it');
    const question = foldToAscii(line.slice(PROMPT.length)).trim();
    if (question === "") fail("an empty question; the program would only prompt again");
    if (!isPrintableAscii(question))
      fail("the question has characters that CP/M can't type; use plain letters");
    if (question.length > MAX_QUESTION)
      fail(`the question has ${question.length} characters and a CP/M line ${MAX_QUESTION}; shorten it`);
    const next = lines[i + 1];
    const answered = next !== undefined && !next.startsWith(PROMPT);
    exchanges.push({ question, reply: answered ? next : undefined, line: i + 1 });
    if (answered) i++;
  }
  if (exchanges.length === 0)
    throw new InputError('no questions here; write "> question" lines, each followed by its reply', { file });
  return exchanges;
}

/**
 * A transcript's text with other replies; comments and blank lines stay.
 * @param replies one for each of the exchanges
 */
export function updateTranscript(
  text: string,
  exchanges: readonly Exchange[],
  replies: readonly string[],
): string {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  exchanges.toReversed().forEach(({ line, reply }, fromEnd) => {
    lines.splice(line, reply === undefined ? 0 : 1, replies[exchanges.length - 1 - fromEnd]);
  });
  return `${lines.join("\n")}\n`;
}
