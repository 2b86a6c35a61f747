/**
 * One stop of the Tab key for many buttons; the arrow keys, Home and End go from one to the next.
 *
 *   const roving = useRoving(buttons.length);
 *   <ul {...roving.list}>{buttons.map((name, index) => <button tabIndex={roving.tabIndex(index)}>{name}</button>)}</ul>
 */

import { useSignal } from "@preact/signals";
import type { TargetedFocusEvent, TargetedKeyboardEvent } from "preact";

/** Where each key goes, from a place in a list of so many. */
const GOES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowUp: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export interface Roving {
  /** What the element around the buttons gets. */
  readonly list: {
    readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
    readonly onFocusIn: (event: TargetedFocusEvent<HTMLElement>) => void;
  };
  /** What each button gets. @param index its place among the buttons, from 0 */
  tabIndex(index: number): 0 | -1;
}

/** @param count how many buttons there are */
export function useRoving(count: number): Roving {
  const at = useSignal(0);
  const buttonsIn = (element: HTMLElement) => [...element.querySelectorAll<HTMLElement>("button")];
  return {
    list: {
      onKeyDown(event) {
        const { key, ctrlKey, altKey, metaKey, currentTarget } = event;
        const go = GOES[key];
        const buttons = buttonsIn(currentTarget);
        const from = buttons.indexOf(document.activeElement as HTMLElement);
        if (go === undefined || from < 0 || ctrlKey || altKey || metaKey) return;
        event.preventDefault();
        buttons[go(from, buttons.length)].focus();
      },
      onFocusIn({ currentTarget, target }) {
        const index = buttonsIn(currentTarget).indexOf(target as HTMLElement);
        if (index >= 0) at.value = index;
      },
    },
    tabIndex: (index) => (index === Math.min(at.value, count - 1) ? 0 : -1),
  };
}
