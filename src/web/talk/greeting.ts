/** What types itself when the page opens with the program that it comes with. */

import type { Computer } from "../machine/computer.js";
import { program, talkWorks } from "../store.js";

const GREETING = "hello\r";
const TYPING_MS = 130;

/**
 * Types the greeting, unless the visitor types first, and says when the first reply is there.
 * @returns a function that ends it
 */
export function greet(computer: Computer): () => void {
  const interval = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : TYPING_MS;
  let typed = 0;
  const timer = setInterval(() => {
    if (computer.state.value !== "waiting") return;
    // others' programs may not know the word, or count questions
    const greeting = program.value.model === undefined ? GREETING : "";
    if (!computer.hasTyped && typed < greeting.length) computer.greet(greeting[typed++]);
    else {
      talkWorks.value = true;
      clearInterval(timer);
    }
  }, interval);
  return () => clearInterval(timer);
}
