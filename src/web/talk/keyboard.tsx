/**
 * The keyboard: a text field at the foot of the screen, so that phones show their keyboard, and paste, dictation and
 * screen readers work. What changes in the field is sent as keys.
 */

import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { foldToAscii } from "../../base/ascii.js";
import type { Computer } from "../machine/computer.js";
import { keysBetween } from "./keys.js";

/** Keys with Ctrl that go to the program; the others stay the browser's. */
const CONTROL_KEYS = "cux";

export interface KeyboardProps {
  readonly computer: Computer;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

export function Keyboard({ computer, field: reference }: KeyboardProps) {
  const before = useRef("");
  const clear = (field: HTMLTextAreaElement) => {
    before.current = "";
    field.value = "";
  };
  return (
    <textarea
      ref={reference}
      class="keyboard"
      rows={1}
      aria-label="Type to the program"
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      enterkeyhint="send"
      onInput={({ currentTarget: field }) => {
        const after = typeable(field.value);
        computer.type(keysBetween(before.current, after));
        before.current = after;
        if (after.includes("\n")) clear(field);
      }}
      onKeyDown={(event) => {
        const { currentTarget: field, key, ctrlKey, altKey, metaKey } = event;
        const letter = key.toLowerCase();
        if (ctrlKey && !altKey && !metaKey && CONTROL_KEYS.includes(letter)) {
          // a selection on the screen is there to be copied
          if (getSelection()?.isCollapsed === false) return;
          event.preventDefault();
          computer.type(String.fromCharCode(letter.charCodeAt(0) & 0x1f));
          clear(field);
        } else if (key === "Backspace" && field.value === "") computer.type("\b");
      }}
    />
  );
}

/** Text as a keyboard of 1976 could have typed it. */
function typeable(text: string): string {
  return foldToAscii(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\n -~]/gu, "?");
}
