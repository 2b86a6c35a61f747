/** The screen: lines that are done, for screen readers too, and the line of the cursor. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Computer } from "./computer.js";

export function Terminal({ computer: { screen } }: { readonly computer: Computer }) {
  const element = useRef<HTMLDivElement>(null);
  const lines = screen.finished.value;
  const current = screen.current.value;
  const column = screen.column.value;
  useLayoutEffect(() => {
    const { current: box } = element;
    if (box !== null) box.scrollTop = box.scrollHeight;
  });
  return (
    <div class="screen" ref={element}>
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
    </div>
  );
}
