/**
 * The character devices that BDOS and BIOS share: console, list, punch and reader.
 *
 * A call that may have to wait for a key is a generator: it yields "key" while no key is there, or "turn" where
 * the host wants its turn, and goes on when it is resumed; it yields "exit" for a warm boot, and is then not
 * resumed; it yields the address of a program's own code to have it run, and goes on with what that leaves in A.
 * So the machine can stop in the middle of a call.
 */

/** The host's side of the console. Bytes are 7-bit; nothing is echoed by the host. */
export interface ConsolePort {
  /** Takes the next key, or undefined when none is waiting. */
  read(): number | undefined;
  /** True if a key is waiting. */
  ready(): boolean;
  write(byte: number): void;
  /**
   * Asked after each system call, and within those that may take long: true makes the run come back as at its limit, so that the host gets its turn
   * though calls take no T-states.
   */
  wantsTurn?(): boolean;
}

/** Where bytes for the printer or the punch go. */
export type ByteSink = (byte: number) => void;

/** What a call waits for, or asks the machine to do. */
export type Pause = "key" | "turn" | "exit" | ProgramCode;
/** A subroutine of the program's. */
export interface ProgramCode {
  readonly at: number;
  /** What it gets in C. */
  readonly c: number;
}
/** A call in progress that ends with a T; it is resumed with A. */
export type SystemRoutine<T> = Generator<Pause, T, number>;

/** End of file on the reader: Ctrl-Z. */
export const END_OF_FILE = 0x1a;
const SEVEN_BITS = 0x7f;

export class Devices {
  readonly #console: ConsolePort;
  readonly #list: ByteSink;
  readonly #punch: ByteSink;
  /** A key that the BDOS has taken from the host to look at, and that the program hasn't asked for yet. */
  heldKey: number | undefined;

  constructor(console: ConsolePort, list: ByteSink = () => {}, punch: ByteSink = () => {}) {
    this.#console = console;
    this.#list = list;
    this.#punch = punch;
  }

  keyReady(): boolean {
    return this.heldKey !== undefined || this.#console.ready();
  }

  /** The key that the next read gives, without taking it from the program. */
  peekKey(): number | undefined {
    this.heldKey ??= this.#console.read();
    return this.heldKey;
  }

  /** The next key, or undefined when none is waiting. */
  takeKey(): number | undefined {
    const key = this.heldKey ?? this.#console.read();
    this.heldKey = undefined;
    return key === undefined ? undefined : key & SEVEN_BITS;
  }

  /** The next key; waits for it. */
  *readKey(): SystemRoutine<number> {
    for (;;) {
      const key = this.takeKey();
      if (key !== undefined) return key;
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

  /** Forgets what was typed for the program before. */
  reset(): void {
    this.heldKey = undefined;
  }
}
