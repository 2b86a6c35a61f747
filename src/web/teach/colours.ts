/** Colours of pairs in the editor: the bar, the answer, and comments. Only the lines in sight are looked at. */

import { RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const COMMENT = Decoration.mark({ class: "pair-comment" });
const BAR = Decoration.mark({ class: "pair-bar" });
const ANSWER = Decoration.mark({ class: "pair-answer" });

function decorate({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges)
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      at = line.to + 1;
      if (line.length === 0) continue;
      if (/^\s*#/.test(line.text)) {
        builder.add(line.from, line.to, COMMENT);
        continue;
      }
      const bar = line.text.indexOf("|");
      if (bar < 0) continue;
      builder.add(line.from + bar, line.from + bar + 1, BAR);
      if (bar + 1 < line.length) builder.add(line.from + bar + 1, line.to, ANSWER);
    }
  return builder.finish();
}

export const colouredPairs = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);
