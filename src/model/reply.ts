/**
 * The reply loop: what every speller has in common, whoever computes the characters.
 *
 *     const text = spell(network, (sofar) => argmax(logitsAfter(sofar)));
 */

import { MAX_REPLY } from "../base/contract.js";
import type { Network } from "./network.js";

/**
 * Spells a reply character by character, until the network ends it or it is as long as a reply can be.
 * @param next gives the charset's index of what follows a text, which is "" at first; its last index ends the reply
 * @param most characters after which the reply is cut short, at most 50
 * @returns the reply without its end mark
 */
export function spell(
  { charset }: Pick<Network, "charset">,
  next: (text: string) => number,
  most = MAX_REPLY,
): string {
  const end = charset.length - 1;
  let text = "";
  while (text.length < most) {
    const index = next(text);
    if (index === end) break;
    text += charset[index];
  }
  return text;
}
