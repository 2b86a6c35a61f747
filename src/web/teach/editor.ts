/**
 * The editor of pairs: line numbers, marks with an explanation, undo, and a search that F3 or Ctrl-F opens.
 *
 *   const editor = openEditor(parent, { text, onChange: (text) => … });
 *   editor.replace(otherText);                       // one step to undo
 *   editor.mark([{ line: 2, isFault: true, message: 'no "|" in this line; write question|answer' }]);
 */

import {
  defaultKeymap,
  history,
  historyKeymap,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from "@codemirror/commands";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { colouredPairs } from "./colours.js";

export interface Mark {
  /** From 1. */
  readonly line: number;
  /** True: the line is no pair. */
  readonly isFault: boolean;
  /** What is wrong, a semicolon, what to do. */
  readonly message: string;
}

export interface LessonEditor {
  readonly text: string;
  /** Replaces all of the text; that can be undone. */
  replace(text: string): void;
  /** Marks lines, instead of those that were marked before. */
  mark(marks: readonly Mark[]): void;
  goTo(line: number): void;
  find(): void;
  undo(): void;
  redo(): void;
  close(): void;
}

export interface EditorSetting {
  readonly text: string;
  /** Called after each change. */
  readonly onChange: (steps: { readonly undoable: boolean; readonly redoable: boolean }) => void;
  /** Called with the line of the cursor, from 1, when it moves. */
  readonly onMove: (line: number) => void;
  /** Called when the keyboard goes elsewhere. */
  readonly onLeave: () => void;
  /** Called with files that were dropped or pasted. */
  readonly onFiles: (files: readonly File[]) => void;
}

const HINT = `hello|HI
hi there|HI
good morning|HI
are you a robot|YES

question|answer, one pair a line: five or more
ways to ask for each short answer. Lines that
begin with # are comments.`;

export function openEditor(
  parent: HTMLElement,
  { text, onChange, onMove, onLeave, onFiles }: EditorSetting,
): LessonEditor {
  const takeFiles = (event: DragEvent | ClipboardEvent, data: DataTransfer | null): boolean => {
    const files = [...(data?.files ?? [])];
    if (files.length === 0) return false;
    event.preventDefault();
    onFiles(files);
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        history(),
        drawSelection(),
        lintGutter(),
        search({ top: true }),
        placeholder(HINT),
        colouredPairs,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          tabindex: "0",
          "aria-label": "Pairs to learn: question, bar, answer; one pair a line",
          autocapitalize: "off",
          spellcheck: "false",
        }),
        // Tab goes on to the next field, as everywhere in the page
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, ...searchKeymap]),
        EditorView.domEventHandlers({
          blur: onLeave,
          drop: (event) => takeFiles(event, event.dataTransfer),
          paste: (event) => takeFiles(event, event.clipboardData),
        }),
        EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
          if (selectionSet || docChanged) onMove(state.doc.lineAt(state.selection.main.head).number);
          if (docChanged) onChange({ undoable: undoDepth(state) > 0, redoable: redoDepth(state) > 0 });
        }),
      ],
    }),
  });
  const lineAt = (line: number) => view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
  return {
    get text() {
      return view.state.doc.toString();
    },
    replace(text) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        scrollIntoView: true,
      });
    },
    mark(marks) {
      const diagnostics = marks.map(({ line, isFault, message }): Diagnostic => {
        const { from, to } = lineAt(line);
        return { from, to, severity: isFault ? "error" : "warning", message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo(line) {
      const { from } = lineAt(line);
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
    find: () => void openSearchPanel(view),
    undo: () => void undo(view),
    redo: () => void redo(view),
    close: () => view.destroy(),
  };
}
