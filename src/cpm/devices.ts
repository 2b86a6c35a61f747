/**
 * The character devices that BDOS and BIOS share: console, list, punch and reader.
 *
 * A system routine is a generator, so that the machine can stop in the middle of a call. It yields "key" while no
 * key is there and "turn" when the host wants its turn, and continues when resumed. It yields "exit" for a warm
 * boot and is not resumed. It yields the address of a program's own routine to have it run, and is resumed with
 * what that leaves in A.
 */

/** The host's side of the console. Bytes are 7-bit; the host echoes nothing. */
export interface ConsolePort {
  /** Takes the next key; undefined if none is waiting. */
  read(): number | undefined;
  /** True if a key is waiting. */
  ready(): boolean;
  write(byte: number): void;
  /**
   * Asked by READ LINE whether the host lets its user edit the line. Then {@link takeLine} is asked for it, until it is
   * there; if not, the BDOS edits it key by key.
   * @param capacity most characters of the line
   * @param ahead a key that was read and belongs to the line
   */
  beginLine?(capacity: number, ahead: number | undefined): boolean;
  /**
   * The line, which stands on the screen with the cursor behind it; undefined while the user edits it; null if the user
   * left instead.
   */
  takeLine?(): string | null | undefined;
  /**
   * Called after each system call, and within long ones. True makes the machine's run return as at its limit: calls
   * take no T-states, so without this a program that only calls could keep the host from its turn.
   */
  wantsTurn?(): boolean;
}

/** Where bytes for the printer or the punch go. */
export type ByteSink = (byte: number) => void;

/** What a routine waits for, or asks the machine to do. */
export type Pause = "key" | "turn" | "exit" | ProgramCode;
/** A routine of the program's own, to be run. */
export interface ProgramCode {
  readonly at: number;
  /** Value of C when it starts. */
  readonly c: number;
}
/** A routine in progress that returns a T; it is resumed with the value of A. */
export type SystemRoutine<T> = Generator<Pause, T, number>;

/** End of file on the reader: Ctrl-Z. */
export const END_OF_FILE = 0x1a;
const SEVEN_BITS = 0x7f;

export class Devices {
  readonly #console: ConsolePort;
  readonly #list: ByteSink;
  readonly #punch: ByteSink;
  /** The key that the BDOS has read ahead from the host and the program has not read yet. */
  heldKey: number | undefined;

  constructor(console: ConsolePort, list: ByteSink = () => {}, punch: ByteSink = () => {}) {
    this.#console = console;
    this.#list = list;
    this.#punch = punch;
  }

  keyReady(): boolean {
    return this.heldKey !== undefined || this.#console.ready();
  }

  /** The key that the next read will return; it stays there. */
  peekKey(): number | undefined {
    this.heldKey ??= this.#console.read();
    return this.heldKey;
  }

  /** Takes the next key; undefined if none is waiting. */
  takeKey(): number | undefined {
    const key = this.heldKey ?? this.#console.read();
    this.heldKey = undefined;
    return key === undefined ? undefined : key & SEVEN_BITS;
  }

  /** Takes the next key; waits for it. */
  *readKey(): SystemRoutine<number> {
    for (;;) {
      const key = this.takeKey();
      if (key !== undefined) return key;
      yield "key";
    }
  }

  /** A line that the host has let its user edit, or null to leave; undefined if the host edits none. */
  *readLine(capacity: number): SystemRoutine<string | null | undefined> {
    const console = this.#console;
    if (!console.beginLine?.(capacity, this.heldKey)) return undefined;
    this.heldKey = undefined;
    for (;;) {
      const line = console.takeLine?.();
      if (line !== undefined) return line;
      yield "key";
    }
  }

  get hostWantsTurn(): boolean {
    return this.#console.wantsTurn?.() ?? false;
  }

  write(byte: number): void {
    this.#console.write(byte & SEVEN_BITS);
  }

  list(byte: number): void {
    this.#list(byte);
  }

  punch(byte: number): void {
    this.#punch(byte);
  }

  /** Forgets the key that the program before left unread. */
  reset(): void {
    this.heldKey = undefined;
  }
}
