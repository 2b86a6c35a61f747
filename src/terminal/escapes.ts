/**
 * Lets through the escape sequences of a DEC VT100, with those that VT102 and VT220 added to edit lines and to hide
 * the cursor. Others are dropped, as some make today's terminals set titles, fill the clipboard or send reports. As on
 * the real VT100, text within a sequence that it doesn't know is shown.
 */

const ESC = 0x1b;
const CAN = 0x18;
const SUB = 0x1a;
const SPACE = 0x20;
const RUBOUT = 0x7f;
/** `ESC [`: parameters, then a letter. */
const CSI = "[";
/** Most characters of a sequence; longer ones are dropped. */
const LONGEST = 32;
/** BEL, BS, TAB, LF, VT, FF, CR, and SO and SI, which choose a character set. */
const CONTROLS = new Set([0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f]);

/** After ESC: save and restore the cursor, index, next line, set a tab, reverse index, reset, keypad modes. */
const SHORT = /^[78DEHMc=>]$/;
/** Choose a character set; double width and height; fill the screen for adjusting. */
const SETS = /^[()][0AB12]$|^#[34568]$/;
/** Cursor, erasing, inserting and deleting, tabs, attributes, scrolling region, reports of state and cursor. */
const CONTROL_SEQUENCE = /^\[(?:[\d;]*[ABCDGHJKLMPXcdfgmr@]|[56]n|[su])$/;
/** Modes: insert, new line; cursor keys, 132 columns, smooth scrolling, reverse, origin, wrap, repeat, cursor. */
const MODES = /^\[(?:(?:4|20)(?:;(?:4|20))*|\?(?:[1345678]|25)(?:;(?:[1345678]|25))*)[hl]$/;

export class EscapeFilter {
  /** Characters of the sequence so far, after ESC; undefined outside a sequence. */
  #sequence: string | undefined;

  /** @returns what to pass on for a byte: nothing, the byte, or a whole sequence */
  pass(byte: number): string {
    const character = String.fromCharCode(byte);
    if (byte === ESC) {
      this.#sequence = "";
      return "";
    }
    if (byte === CAN || byte === SUB) {
      this.#sequence = undefined;
      return "";
    }
    if (byte < SPACE || byte === RUBOUT) return CONTROLS.has(byte) ? character : "";
    if (this.#sequence === undefined) return character;
    const isControl = this.#sequence.startsWith(CSI);
    if (this.#sequence.length <= LONGEST) this.#sequence += character;
    // ESC [ ends at the first character that is no parameter, others at the first that is no intermediate one
    const isLast = isControl ? byte >= 0x40 : byte >= 0x30 && this.#sequence !== CSI;
    if (!isLast) return "";
    const sequence = this.#sequence;
    this.#sequence = undefined;
    return isKnown(sequence) ? `\x1b${sequence}` : "";
  }
}

function isKnown(sequence: string): boolean {
  return (
    sequence.length <= LONGEST && [SHORT, SETS, CONTROL_SEQUENCE, MODES].some((form) => form.test(sequence))
  );
}
