/**
 * Makes text from outside (files, servers, programs, names) safe to show: without control characters, which could
 * set a terminal's title, fill its clipboard or hide text, and without marks that change the direction of text.
 */

const UNFIT = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;
const LINE_ENDS_AND_TABS = /[\t\n]/;

/** JSON in which every such character is an escape: the same data for a program, and fit for a screen. */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    UNFIT,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** One line: a space for each character that is unfit. */
export function shown(text: string): string {
  return text.replace(UNFIT, " ");
}

/** Several lines: the same, with tabs and line ends as they are. */
export function shownLines(text: string): string {
  return text.replace(UNFIT, (character) => (LINE_ENDS_AND_TABS.test(character) ? character : " "));
}
