/**
 * Phrasings as templates: `[a|b|]` stands for one of its alternatives, `{x}` for the words that a fact puts there.
 *
 *     drawTemplate("[so |]is it {x}[?|]", { x: "big" }, random)    "so is it big"
 */

import type { Random } from "../../base/random.js";

export type Slots = Readonly<Record<string, string>>;

/** Makes a phrasing, each alternative drawn at random; words that fill a slot may have alternatives too. */
export function drawTemplate(template: string, slots: Slots, random: Random): string {
  return fill(template, slots, (alternatives) => random.pick(alternatives));
}

/** The phrasing with the first of all alternatives. */
export function plainTemplate(template: string, slots: Slots): string {
  return fill(template, slots, ([first]) => first!);
}

function fill(template: string, slots: Slots, choose: (alternatives: string[]) => string): string {
  return template
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = slots[name];
      if (value === undefined) throw new RangeError(`template "${template}" wants {${name}}`);
      return value;
    })
    .replace(/\[([^\]]*)\]/g, (_, inner: string) => choose(inner.split("|")))
    .replace(/ +/g, " ")
    .trim();
}
