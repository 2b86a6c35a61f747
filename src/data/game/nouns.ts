/** Articles and plurals of nouns: players forget articles, and an adjective may change "an" to "a". */

import type { Slots } from "./template.js";

const ARTICLE = /^(?:a|an|the|some) /;

/** "an old trunk" to "old trunk". */
export function withoutArticle(noun: string): string {
  return noun.replace(ARTICLE, "");
}

/** "old" to "an old". */
export function withArticle(words: string): string {
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}

const ODD_PLURALS: ReadonlyMap<string, string> = new Map(
  "mouse mice,goose geese,wolf wolves,calf calves,knife knives,leaf leaves,loaf loaves,foot feet,tooth teeth,man men,woman women,child children,person people,ox oxen,sheep sheep,fish fish,deer deer,moose moose,bison bison,squid squid,shrimp shrimp,salmon salmon,aircraft aircraft,scissors scissors"
    .split(",")
    .map((both) => both.split(" ") as [string, string]),
);

/**
 * "a mouse" to "mice", "a sea lion" to "sea lions", "part of a car" to "parts of a car". Words without "a" before them
 * count as a plural or a name and stay.
 */
export function pluralOf(noun: string): string {
  const words = withoutArticle(noun);
  if (!/^an? /.test(noun)) return words;
  const of = words.indexOf(" of ");
  if (of >= 0) return pluralOf(`a ${words.slice(0, of)}`) + words.slice(of);
  const last = words.slice(words.lastIndexOf(" ") + 1);
  const before = words.slice(0, words.length - last.length);
  const odd = ODD_PLURALS.get(last);
  if (odd !== undefined) return before + odd;
  if (/[^aeiou]y$/.test(last)) return `${before}${last.slice(0, -1)}ies`;
  return `${words}${/(?:s|x|z|ch|sh)$/.test(last) ? "es" : "s"}`;
}

/** A noun's forms for templates: {x} as given, {bare} without article, {plural}. */
export function nounSlots(noun: string): Slots {
  return { x: noun, bare: withoutArticle(noun), plural: pluralOf(noun) };
}

/** A noun with an adjective before it: "a trunk" and "old" to "an old trunk". */
export function withAdjective(adjective: string, noun: string): string {
  const words = `${adjective} ${withoutArticle(noun)}`;
  return ARTICLE.test(noun) ? withArticle(words) : words;
}
