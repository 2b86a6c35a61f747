/** The state of Teach: the editor, what the check found, and what was opened. */

import { computed, signal } from "@preact/signals";
import { begin, settings, suitedSeconds, takeLinked } from "../lesson/current.js";
import { EXAMPLES, type Example, OWN_NAME } from "../lesson/examples.js";
import { lessonLink, MAX_LINK } from "../lesson/link.js";
import { questionsOf } from "../lesson/questions.js";
import { droppedFiles, lesson } from "../store.js";
import { aside, putAside, recallAside, takeBack } from "../train/aside.js";
import { ask, phase, recallTraining, start } from "../train/session.js";
import { type Checker, openChecker } from "./checker.js";
import { type LessonEditor, openEditor } from "./editor.js";
import type { CheckAnswer } from "./messages.js";
import { openFiles } from "./opener.js";

/** Milliseconds after a change until the lesson is taken over, and until it is checked. */
const TAKE_DELAY = 150;
const CHECK_DELAY = 400;

export class Teacher {
  readonly check = signal<CheckAnswer | undefined>(undefined);
  /** Sentences about what was opened. */
  readonly notes = signal<readonly string[]>([]);
  /** A sentence about what couldn't be opened. */
  readonly fault = signal<string | undefined>(undefined);
  /** The line of the cursor, from 1. */
  readonly line = signal(1);
  /** What is marked in that line. */
  readonly marked = computed(() => this.check.value?.findings.filter(({ line }) => line === this.line.value));
  readonly undoable = signal(false);
  readonly redoable = signal(false);
  /** The lesson as a link; it may be too long. */
  readonly link = computed(() => lessonLink(location.href, { ...lesson.value, settings: settings.value }));
  readonly fitsLink = computed(() => this.link.value.length <= MAX_LINK);
  readonly #editor: LessonEditor;
  readonly #checker: Checker;
  #taking: ReturnType<typeof setTimeout> | undefined;
  #checking: ReturnType<typeof setTimeout> | undefined;
  #name = lesson.value.name;
  /** Names of the texts that were replaced or came in their place, for undo and redo. */
  readonly #names = new Map([[lesson.value.text, lesson.value.name]]);
  #isReplacing = false;
  /** A note that stands until the training ends. */
  #untilReady: string | undefined;

  private constructor(parent: HTMLElement) {
    this.#editor = openEditor(parent, {
      text: lesson.value.text,
      onChange: ({ undoable, redoable }) => {
        this.fault.value = undefined;
        this.undoable.value = undoable;
        this.redoable.value = redoable;
        // an example that was changed is the visitor's own
        if (!this.#isReplacing && EXAMPLES.some(({ name }) => name === this.#name)) this.#name = OWN_NAME;
        clearTimeout(this.#taking);
        this.#taking = setTimeout(() => this.#take(), TAKE_DELAY);
      },
      onMove: (line) => {
        this.line.value = line;
      },
      onLeave: () => this.#take(),
      onFiles: (files) => void this.open(files),
    });
    this.#checker = openChecker((answer) => {
      this.check.value = answer;
      suitedSeconds.value = answer.seconds;
      this.#editor.mark(
        answer.findings.map(({ line, rule, message }) => ({ line, isFault: rule === "fault", message })),
      );
      ask(questionsOf(this.#editor.text, answer.answers));
    });
    settings.subscribe(() => this.#checkLater());
    // what a note says of the training is over with it
    phase.subscribe((now) => {
      if (now === "ready") this.notes.value = this.notes.value.filter((note) => note !== this.#untilReady);
    });
  }

  /** Opens the lesson of the last visit, of a link, or an example. @param parent the editor's place */
  static async open(parent: HTMLElement): Promise<Teacher> {
    await begin();
    const teacher = new Teacher(parent);
    await Promise.all([recallTraining(), recallAside()]);
    await teacher.arrive();
    window.addEventListener("hashchange", () => void teacher.arrive());
    droppedFiles.subscribe((files) => {
      if (files.length === 0) return;
      droppedFiles.value = [];
      void teacher.open(files);
    });
    return teacher;
  }

  /** Takes a lesson from the page's address, if there is one, and trains on it; what is the visitor's is put aside. */
  async arrive(): Promise<void> {
    try {
      const linked = takeLinked();
      if (linked === undefined) return;
      // what was typed a moment ago
      this.#take();
      const isKept = putAside(linked.text);
      settings.value = linked.settings;
      this.replace(linked.name, linked.text);
      const came = `“${linked.name}” came with the link`;
      if (phase.value !== "ready") {
        this.#untilReady = undefined;
        this.notes.value = [`${came}; press Train when this training is over.`];
      } else if (await isKept) {
        this.#untilReady = `${came}; it is being learned now.`;
        this.notes.value = [this.#untilReady];
        void start();
      } else this.notes.value = [`${came}; your model would be lost if it were learned now: press Train.`];
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Replaces the whole lesson; undo brings the old one back. */
  replace(name: string, text: string): void {
    this.notes.value = [];
    this.fault.value = undefined;
    this.#take();
    this.#names.set(lesson.value.text, lesson.value.name);
    this.#names.set(text, name);
    this.#name = name;
    this.#isReplacing = true;
    this.#editor.replace(text);
    this.#isReplacing = false;
    this.#take();
  }

  async load({ name, load }: Example): Promise<void> {
    try {
      this.replace(name, await load());
      if (name === "empty") this.#editor.goTo(1);
    } catch (error) {
      this.#fail(error, `${name} can't be loaded`);
    }
  }

  async open(files: readonly File[]): Promise<void> {
    try {
      const { text, notes } = await openFiles(files);
      this.replace(files.map(({ name }) => name).join(", "), text);
      this.notes.value = notes;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Brings back what the last link put aside. */
  backToOwn(): void {
    const own = aside.value.at(-1)?.subject;
    if (own === undefined) return;
    settings.value = own.settings;
    this.replace(own.name, own.text);
    void takeBack();
  }

  putFaultAway(): void {
    this.fault.value = undefined;
  }

  undo(): void {
    this.#editor.undo();
  }

  redo(): void {
    this.#editor.redo();
  }

  find(): void {
    this.#editor.find();
  }

  goTo(line: number): void {
    this.#editor.goTo(line);
  }

  /** Goes to the next line that is no pair; if there is none, to the next line with a mark. */
  goToNextMark(): void {
    const findings = this.check.value?.findings ?? [];
    const faults = findings.filter(({ rule }) => rule === "fault");
    const lines = (faults.length > 0 ? faults : findings).map(({ line }) => line).sort((a, b) => a - b);
    const next = lines.find((line) => line > this.line.value) ?? lines[0];
    if (next !== undefined) this.#editor.goTo(next);
  }

  close(): void {
    this.#editor.close();
    this.#checker.close();
  }

  /** Makes the editor's text the lesson. */
  #take(): void {
    clearTimeout(this.#taking);
    const { text } = this.#editor;
    this.#name = this.#names.get(text) ?? this.#name;
    if (text === lesson.value.text && this.#name === lesson.value.name) return;
    lesson.value = { name: this.#name, text };
    this.#checkLater();
  }

  #checkLater(): void {
    clearTimeout(this.#checking);
    this.#checking = setTimeout(() => {
      const { auto, encoder, buckets } = settings.value;
      this.#checker.check({ text: this.#editor.text, encoder, buckets: auto ? undefined : buckets });
    }, CHECK_DELAY);
  }

  #fail(error: unknown, what?: string): void {
    const message = error instanceof Error ? error.message : String(error);
    this.fault.value = what === undefined ? message : `${what}: ${message}`;
  }
}
