/** Ways to write the same words: contractions with and without apostrophe, chat slang, interchangeable pronouns. */

import { questionKey } from "./pairs.js";

/** Each row is a set of interchangeable spellings, the long form first; each is one or more whole words. */
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

/** Pronouns: spellings of chat, and pronouns that may mean the same thing. */
export const PRONOUNS: readonly (readonly string[])[] = [
  ["you", "u", "ya"],
  ["your", "ur"],
  ["are you", "r u"],
  ["it", "this", "that"],
  ["me", "us"],
];

/** Words that can be left out without changing the meaning. */
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

/** Chat spellings of "you", and of "you are" and "your", which chat doesn't tell apart. */
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

/** Characters of the shortest key that is compared: shorter ones come from smileys and single keys. */
const SHORTEST_PLAIN = 2;

/**
 * A key that is the same for questions that people take for the same: no punctuation, contractions written out, a
 * letter repeated three times or more written once. Empty if too little is left to compare.
 */
export function plainKey(question: string): string {
  const plain = writtenOut(questionKey(question))
    .replace(/[?!.,;:'"`~()]/g, "")
    .replace(/([a-z])\1{2,}/g, "$1")
    .replace(/ +/g, " ")
    .trim();
  return plain.length < SHORTEST_PLAIN ? "" : plain;
}
