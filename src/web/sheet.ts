/** What a sheet needs that stands before the rest of the page. */

import { signal } from "@preact/signals";

/** As in page.css: below this width Teach is a sheet. */
const narrow = matchMedia("(max-width: 59.99em)");

/** True if Teach is a sheet. */
export const isNarrow = signal(narrow.matches);
narrow.addEventListener("change", ({ matches }) => {
  isNarrow.value = matches;
});

/** Lets neither focus, nor clicks, nor screen readers reach anything but an element. @returns a function that ends it */
export function disableAllBut(element: HTMLElement): () => void {
  const others: HTMLElement[] = [];
  for (let inner = element; inner !== document.body; inner = inner.parentElement!)
    for (const other of inner.parentElement!.children)
      if (other !== inner && other instanceof HTMLElement && !other.inert) others.push(other);
  for (const other of others) other.inert = true;
  return () => {
    for (const other of others) other.inert = false;
  };
}
