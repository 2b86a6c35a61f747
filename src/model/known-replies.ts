/**
 * Known replies: where a network has them, only they can come out. They are sorted, so that those with the same
 * beginning are neighbours.
 *
 *   ["NO", "YES", "YEP"].sort((a, b) => compareReplies("NOYESP\0", a, b));
 *   branchingTexts(["NO", "YES", "YEP"]); // "" and "YE"
 */

/** The place in the charset of a reply's character, or of the end mark after its last one. */
export function symbolAt(charset: string, reply: string, at: number): number {
  return at < reply.length ? charset.indexOf(reply[at]) : charset.length - 1;
}

/** The order of known replies: by the places of their characters in the charset, the end mark included. */
export function compareReplies(charset: string, a: string, b: string): number {
  for (let at = 0; at <= Math.min(a.length, b.length); at++) {
    const difference = symbolAt(charset, a, at) - symbolAt(charset, b, at);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The texts after which more than one character, or the end, can follow in known replies: only there the network is
 * asked.
 */
export function branchingTexts(known: Iterable<string>): Set<string> {
  const followers = new Map<string, string>();
  const branching = new Set<string>();
  for (const reply of known)
    for (let at = 0; at <= reply.length; at++) {
      const [text, next] = [reply.slice(0, at), reply.slice(at, at + 1)];
      const first = followers.get(text);
      if (first === undefined) followers.set(text, next);
      else if (first !== next) branching.add(text);
    }
  return branching;
}

/** A text after which known replies branch, or a whole reply. */
export interface ReplyBranch {
  readonly text: string;
  /** Characters that can follow, in the order of the charset, by their places in it. */
  readonly symbols: readonly number[];
  /** What each leads to: the next text at which replies branch. Undefined at the end of a reply. */
  readonly next: readonly ReplyBranch[] | undefined;
}

/** The last tree of each list of known replies, and the charset that it is for. */
const trees = new WeakMap<readonly string[], { charset: string; tree: ReplyBranch }>();

/** The tree of known replies. @param known at least one, in the order of `compareReplies` */
export function replyTree(charset: string, known: readonly string[]): ReplyBranch {
  const made = trees.get(known);
  if (made?.charset === charset) return made.tree;
  const tree = branchOf(charset, known, 0);
  trees.set(known, { charset, tree });
  return tree;
}

/** @param known replies that are alike in their first `from` characters */
function branchOf(charset: string, known: readonly string[], from: number): ReplyBranch {
  const [first] = known;
  if (known.length === 1) return { text: first, symbols: [], next: undefined };
  const last = known[known.length - 1];
  let at = from;
  // sorted, so that all are alike as far as the first and the last are
  while (symbolAt(charset, first, at) === symbolAt(charset, last, at)) at++;
  const groups = new Map<number, string[]>();
  for (const reply of known) {
    const symbol = symbolAt(charset, reply, at);
    groups.set(symbol, [...(groups.get(symbol) ?? []), reply]);
  }
  return {
    text: first.slice(0, at),
    symbols: [...groups.keys()],
    next: Array.from(groups.values(), (group) => branchOf(charset, group, at + 1)),
  };
}
