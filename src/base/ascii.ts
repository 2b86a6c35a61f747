/** Text as the machine sees it: 7-bit ASCII. */

const PLAIN: ReadonlyMap<string, string> = new Map([
  ["‘", "'"],
  ["’", "'"],
  ["‚", "'"],
  ["‛", "'"],
  ["′", "'"],
  ["ʼ", "'"],
  ["“", '"'],
  ["”", '"'],
  ["„", '"'],
  ["‟", '"'],
  ["″", '"'],
  ["«", '"'],
  ["»", '"'],
  ["‐", "-"],
  ["‑", "-"],
  ["‒", "-"],
  ["–", "-"],
  ["—", "-"],
  ["―", "-"],
  ["−", "-"],
  ["×", "x"],
  ["÷", "/"],
  ["ß", "ss"],
  ["æ", "ae"],
  ["Æ", "AE"],
  ["ø", "o"],
  ["Ø", "O"],
  ["œ", "oe"],
  ["Œ", "OE"],
  ["ł", "l"],
  ["Ł", "L"],
  ["đ", "d"],
  ["Đ", "D"],
  ["ı", "i"],
  ["⁄", "/"],
]);

/**
 * Folds Unicode to ASCII: NFKD, combining marks dropped, typographic quotes and dashes made plain.
 * What has no ASCII form is left as it is; see {@link isAscii}.
 */
export function foldToAscii(text: string): string {
  if (isAscii(text)) return text;
  const marksDropped = text.normalize("NFKD").replace(/\p{M}/gu, "");
  return marksDropped.replace(/[^\u0000-\u007f]/gu, (character) => PLAIN.get(character) ?? character);
}

/** True if every character is 7-bit. */
export function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}

/** True if every character is one that a CP/M terminal prints: space to tilde. */
export function isPrintableAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
