/** Ways to write the same words: contractions with and without apostrophe, chat slang, pronouns that point alike. */

import { questionKey } from "./pairs.js";

/** Each row is a set of interchangeable spellings; a long form is one or more whole words. */
export const CONTRACTIONS: readonly (readonly string[])[] = [
  ["i am", "i'm", "im"],
  ["you are", "you're", "youre"],
  ["he is", "he's", "hes"],
  ["she is", "she's", "shes"],
  ["it is", "it's", "its"],
  ["that is", "that's", "thats"],
  ["there is", "there's", "theres"],
  ["they are", "they're", "theyre"],
  ["what is", "what's", "whats"],
  ["who is", "who's", "whos"],
  ["where is", "where's", "wheres"],
  ["how is", "how's", "hows"],
  ["let us", "let's", "lets"],
  ["i have", "i've", "ive"],
  ["i will", "i'll"],
  ["you will", "you'll", "youll"],
  ["do not", "don't", "dont"],
  ["does not", "doesn't", "doesnt"],
  ["did not", "didn't", "didnt"],
  ["is not", "isn't", "isnt"],
  ["are not", "aren't", "arent"],
  ["was not", "wasn't", "wasnt"],
  ["have not", "haven't", "havent"],
  ["cannot", "can not", "can't", "cant"],
  ["could not", "couldn't", "couldnt"],
  ["should not", "shouldn't", "shouldnt"],
  ["would not", "wouldn't", "wouldnt"],
  ["will not", "won't", "wont"],
  ["going to", "gonna"],
  ["want to", "wanna"],
  ["got to", "gotta"],
  ["give me", "gimme"],
  ["kind of", "kinda"],
];

/** Pronouns as chat spells them, and those that point at the same thing. */
export const PRONOUNS: readonly (readonly string[])[] = [
  ["you", "u", "ya"],
  ["your", "ur"],
  ["are you", "r u"],
  ["it", "this", "that"],
  ["me", "us"],
];

/** Words that can go without the meaning going with them. */
export const FILLERS: ReadonlySet<string> = new Set([
  "a",
  "an",
  "the",
  "so",
  "just",
  "really",
  "very",
  "please",
  "well",
  "oh",
  "some",
  "then",
  "now",
  "actually",
]);

/** What chat makes of "you", and of both "you are" and "your", which it doesn't tell apart. */
const CHAT: readonly (readonly string[])[] = [
  ["you are", "your", "ur", "u r"],
  ["are you", "r u", "r you", "are u"],
  ["you", "u"],
];

const LONG_FORMS = new Map(
  [...CONTRACTIONS, ...CHAT].flatMap(([long, ...others]) => others.map((other) => [other, long!])),
);
const SHORT_FORM = new RegExp(
  `(?<![a-z'])(?:${[...LONG_FORMS.keys()].sort((a, b) => b.length - a.length).join("|")})(?![a-z'])`,
  "g",
);

/** Contractions and chat spellings written out, in a question in lower case: "r u sure im ok" to "are you sure i am ok". */
function writtenOut(question: string): string {
  return question.replace(SHORT_FORM, (form) => LONG_FORMS.get(form)!);
}

/** Shortest key that is worth comparing: below it are smileys and single keys. */
const SHORTEST_PLAIN = 2;

/**
 * The question without punctuation, contractions written out, drawn-out letters made one: what people take for the
 * same question. Empty where too little is left to compare.
 */
export function plainKey(question: string): string {
  const plain = writtenOut(questionKey(question))
    .replace(/[?!.,;:'"`~()]/g, "")
    .replace(/([a-z])\1{2,}/g, "$1")
    .replace(/ +/g, " ")
    .trim();
  return plain.length < SHORTEST_PLAIN ? "" : plain;
}
