/**
 * The keyboard: a text field that lies over the screen, so that phones show their keyboard, and paste, dictation
 * and screen readers work. What changes in the field is sent as keys.
 */

import { useRef } from "preact/hooks";
import { foldToAscii } from "../../base/ascii.js";
import type { Computer } from "./computer.js";
import { keysBetween } from "./keys.js";

/** Keys with Ctrl that go to the program; the others stay the browser's. */
const CONTROL_KEYS = "cux";

export function Keyboard({ computer }: { readonly computer: Computer }) {
  const before = useRef("");
  const clear = (field: HTMLTextAreaElement) => {
    before.current = "";
    field.value = "";
  };
  return (
    <textarea
      class="keyboard"
      rows={1}
      aria-label="Type to the program"
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      enterkeyhint="send"
      onInput={({ currentTarget: field }) => {
        const after = foldToAscii(field.value)
          .replace(/\r\n?/g, "\n")
          .replace(/[^\n -~]/g, "?");
        computer.type(keysBetween(before.current, after));
        before.current = after;
        if (after.includes("\n")) clear(field);
      }}
      onKeyDown={(event) => {
        const { currentTarget: field, key, ctrlKey, altKey, metaKey } = event;
        const letter = key.toLowerCase();
        if (ctrlKey && !altKey && !metaKey && CONTROL_KEYS.includes(letter)) {
          if (field.selectionStart !== field.selectionEnd) return;
          event.preventDefault();
          computer.type(String.fromCharCode(letter.charCodeAt(0) & 0x1f));
          clear(field);
        } else if (key === "Backspace" && field.value === "") computer.type("\b");
      }}
    />
  );
}
