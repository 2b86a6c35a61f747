/** Teach: the pairs, in an editor. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { EXAMPLES } from "../lesson/examples.js";
import { unkept } from "../lesson/keep.js";
import { MAX_LINK } from "../lesson/link.js";
import { lesson, sheetOpen } from "../store.js";
import { aside } from "../train/aside.js";
import { phase, start } from "../train/session.js";
import { Answers } from "./answers.js";
import "./teach.css";
import { Teacher } from "./teacher.js";

/** What the file field offers; whatever else is chosen is looked at, too. */
const FILES = ".txt,.gz,.csv,.tsv,.json,.jsonl,.ndjson,.yml,.yaml,.aiml,.xml";

export function Teach() {
  const place = useRef<HTMLDivElement>(null);
  const teacher = useSignal<Teacher | undefined>(undefined);
  const isOver = useSignal(false);
  useEffect(() => {
    const opened = Teacher.open(place.current!);
    opened.then((open) => {
      teacher.value = open;
    });
    return () => void opened.then((open) => open.close());
  }, [teacher]);
  const open = teacher.value;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be chosen with the button, too
    <div
      class={isOver.value ? "teach over" : "teach"}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        isOver.value = false;
        if (event.defaultPrevented) return;
        event.preventDefault();
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length > 0) void open?.open(files);
      }}
    >
      {open !== undefined && <Tools teacher={open} />}
      <div class="editor" ref={place} />
      {open !== undefined && <Findings teacher={open} />}
      {open !== undefined && <Train />}
      {open !== undefined && <Answers check={open.check.value} onGo={(line) => open.goTo(line)} />}
    </div>
  );
}

function Tools({ teacher }: { readonly teacher: Teacher }) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <div class="controls">
      <label>
        Lesson{" "}
        <select
          value=""
          onChange={({ currentTarget }) => {
            const example = EXAMPLES.find(({ name }) => name === currentTarget.value);
            currentTarget.value = "";
            if (example !== undefined) void teacher.load(example);
          }}
        >
          <option value="">{lesson.value.name}</option>
          {EXAMPLES.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        title="Pairs, or a table or list of them, in a file"
        onClick={() => file.current?.click()}
      >
        Open…
      </button>
      <input
        ref={file}
        type="file"
        class="unseen"
        accept={FILES}
        multiple
        tabIndex={-1}
        aria-label="Files of pairs"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = "";
          if (files.length > 0) void teacher.open(files);
        }}
      />
      <button type="button" disabled={!teacher.undoable.value} onClick={() => teacher.undo()}>
        Undo
      </button>
      <button type="button" disabled={!teacher.redoable.value} onClick={() => teacher.redo()}>
        Redo
      </button>
      <button type="button" onClick={() => teacher.find()}>
        Find
      </button>
      <Link teacher={teacher} />
    </div>
  );
}

/** The button that leads on: on phones Watch is behind this sheet. */
function Train() {
  const isEmpty = lesson.value.text.trim() === "";
  return (
    <div class="lead-on">
      <button
        type="button"
        class="main"
        disabled={isEmpty || phase.value !== "ready"}
        onClick={() => {
          sheetOpen.value = false;
          document.getElementById("watch")?.scrollIntoView();
          void start();
        }}
      >
        Train on these pairs
      </button>
    </div>
  );
}

function Link({ teacher }: { readonly teacher: Teacher }) {
  const said = useSignal<string | undefined>(undefined);
  const shown = useSignal<string | undefined>(undefined);
  const copy = async () => {
    const { link, fitsLink } = teacher;
    shown.value = undefined;
    if (!fitsLink.value) {
      said.value = `A link holds ${MAX_LINK.toLocaleString("en")} characters, and this lesson takes ${link.value.length.toLocaleString("en")}; send pairs.txt instead.`;
      return;
    }
    try {
      await navigator.clipboard.writeText(link.value);
      said.value = "Copied. Who opens it sees these pairs being learned.";
    } catch {
      shown.value = link.value;
      said.value = "Copy this link. Who opens it sees these pairs being learned.";
    }
  };
  return (
    <>
      <button type="button" title="Copies a link that teaches this lesson" onClick={copy}>
        Link
      </button>
      {said.value !== undefined && (
        <p class="hint" role="status">
          {said.value}
          {shown.value !== undefined && (
            <input
              class="link"
              readOnly
              aria-label="Link to this lesson"
              value={shown.value}
              onFocus={({ currentTarget }) => currentTarget.select()}
            />
          )}
        </p>
      )}
    </>
  );
}

function Findings({ teacher }: { readonly teacher: Teacher }) {
  const check = teacher.check.value;
  const own = aside.value.at(-1)?.subject;
  return (
    <div class="findings">
      {teacher.fault.value !== undefined && (
        <div class="fault" role="alert">
          <span>{teacher.fault.value}</span>
          <button type="button" onClick={() => teacher.putFaultAway()}>
            OK
          </button>
        </div>
      )}
      {unkept.value !== undefined && (
        <p class="fault" role="status">
          {unkept.value}
        </p>
      )}
      {teacher.notes.value.map((note) => (
        <p key={note} class="hint">
          {note}
        </p>
      ))}
      {own !== undefined && (
        <p class="hint">
          <button type="button" onClick={() => teacher.backToOwn()}>
            Back to my lesson, {own.name}
          </button>
        </p>
      )}
      <div role="status">
        {teacher.marked.value?.map(({ line, message }) => (
          <p key={message} class="mark">
            Line {line.toLocaleString("en")}: {message}
          </p>
        ))}
      </div>
      {check !== undefined && (
        <p class="summary" role="status">
          {several(check.pairs, "pair")}, {several(check.questions, "question")},{" "}
          {several(check.distinctAnswers, "answer")}.{check.faults > 0 && ` ${faultsText(check.faults)}`}
          {check.hints > 0 && ` ${several(check.hints, "hint")}.`}
          {check.findings.length > 0 && (
            <button type="button" onClick={() => teacher.goToNextMark()}>
              Next mark
            </button>
          )}
        </p>
      )}
    </div>
  );
}

function faultsText(faults: number): string {
  return faults === 1
    ? "1 line is no pair, and is left out."
    : `${faults.toLocaleString("en")} lines are no pairs, and are left out.`;
}

function several(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
