/**
 * The reply loop. The definition, the fast inference and the tests all spell their replies with it.
 *
 *     const text = spell(network, (sofar) => argmax(logitsAfter(sofar)));
 */

import { MAX_REPLY } from "../base/contract.js";
import type { Network } from "./network.js";

/**
 * Spells a reply character by character, until the network ends it or it is as long as a reply can be.
 * @param next gives the index in the charset of the character after a text ("" at first); the last index ends the reply
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
