/** The screen: lines that are done, for screen readers too, the line of the cursor, and the keyboard behind it. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Computer } from "../machine/computer.js";
import { Keyboard } from "./keyboard.js";

/** Keys that are typed while nothing has the focus go to the screen; those of people who use Ctrl, Alt or Meta don't. */
function isTyped({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== " " && !ctrlKey && !altKey && !metaKey;
}

export function Terminal({ computer }: { readonly computer: Computer }) {
  const { screen } = computer;
  const element = useRef<HTMLDivElement>(null);
  const keyboard = useRef<HTMLTextAreaElement>(null);
  const lines = screen.finished.value;
  const current = screen.current.value;
  const column = screen.column.value;
  useLayoutEffect(() => {
    const box = element.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  });
  useLayoutEffect(() => {
    const focusOnKey = (event: KeyboardEvent) => {
      if (document.activeElement === document.body && isTyped(event))
        keyboard.current?.focus({ preventScroll: true });
    };
    addEventListener("keydown", focusOnKey);
    return () => removeEventListener("keydown", focusOnKey);
  }, []);
  const focus = () => {
    // a click that ends a selection leaves it to be copied
    if (getSelection()?.isCollapsed ?? true) keyboard.current?.focus({ preventScroll: true });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click is one more way to the keyboard, which Tab reaches
    // biome-ignore lint/a11y/useKeyWithClickEvents: typing needs no click
    <div class="screen" ref={element} onClick={focus}>
      <div role="log" aria-label="The program's screen">
        {lines.map(({ key, text }) => (
          <div key={key}>{text || "\u00a0"}</div>
        ))}
      </div>
      <div class="cursor-line" aria-hidden="true">
        {current.slice(0, column)}
        <span class="cursor">{current[column] ?? " "}</span>
        {current.slice(column + 1)}
      </div>
      <Keyboard computer={computer} field={keyboard} />
    </div>
  );
}
