/** A topic of a game of 20 questions: the secret thing and what is true of it, read from a JSON file and checked. */

import { z } from "zod";
import { InputError } from "../../base/input-error.js";

const phrase = z
  .string()
  .regex(/^[a-z0-9'][a-z0-9' -]*$/, "must be lower case words: letters, digits, spaces, ' and -")
  .max(40);
const phrases = z.array(phrase).default([]);

/** Words by truth: what is so, what is not, and what depends. */
const truths = z.strictObject({ YES: phrases, NO: phrases, MAYBE: phrases }).optional();

const topicSchema = z.strictObject({
  /** All names that win, including misspellings, with article: "an elephant". */
  names: z.array(phrase).min(1),
  /** Adjectives: is it ... */
  is: truths,
  /** Categories, with article: is it ... */
  kind: truths,
  /** Parts and features, with article or number: does it have ... */
  has: truths,
  /** Verbs: can it ... */
  can: truths,
  /** Verbs: does it ... */
  does: truths,
  /** Verbs with it as their object: can you ... */
  people: truths,
  /** Places with their preposition: would you find it ... */
  place: truths,
  /** Food: does it eat ... */
  eats: truths,
  /** Materials: is it made of ... */
  material: truths,
  /** Purposes, from "to" or "for" on: is it used ... */
  use: truths,
  /** True if it lives in places; false if it is kept there. */
  lives: z.boolean().default(false),
  /** Other things that players may guess, with article. */
  others: z.array(phrase).min(1),
  /** For comparisons: its box in metres, its weight in kilograms, its best speed in km/h, 0 if it can't move. */
  measures: z
    .strictObject({
      length: z.number().positive(),
      width: z.number().positive(),
      height: z.number().positive(),
      weight: z.number().positive(),
      speed: z.number().nonnegative().optional(),
    })
    .optional(),
});

export type Topic = z.infer<typeof topicSchema>;

/**
 * Reads a topic.
 * @param file its name, for messages
 */
export function parseTopic(text: string, file: string): Topic {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError("this is not JSON; see data/guess/topic.json for a topic", { file });
  }
  const { data, error } = topicSchema.safeParse(json);
  if (error === undefined) return data;
  const { path, message } = error.issues[0];
  throw new InputError(
    `${path.length === 0 ? "the topic" : path.join(".")}: ${message}; see data/guess/topic.json for a topic`,
    { file },
  );
}
