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
