/**
 * File control blocks. 36 bytes: drive (0 current, 1 A: …), name [8], type [3], extent, 2 reserved, record
 * count, map [16], current record, random record [3].
 */

export const NAME_LENGTH = 8;
export const TYPE_LENGTH = 3;
/** Bytes of a name in an FCB: name and type, padded with spaces. */
export const FULL_NAME_LENGTH = NAME_LENGTH + TYPE_LENGTH;

const SPACE = 0x20;
const ANY = 0x3f;
/** What ends a name in a command, as for the CCP; a control character does so too. */
const DELIMITERS = " =_.:;<>";

/**
 * The drive and name bytes that the CCP makes of a word such as `b:hello.txt` or `*.com`.
 * @returns [12]: drive, name [8] and type [3]; `*` fills its field with `?`; a longer field is cut
 */
export function parseName(word: string): Uint8Array {
  const bytes = new Uint8Array(1 + FULL_NAME_LENGTH).fill(SPACE, 1);
  let text = word.toUpperCase();
  bytes[0] = 0;
  if (/^[A-P]:/.test(text)) {
    bytes[0] = text.charCodeAt(0) - 0x40;
    text = text.slice(2);
  }
  const name = leadingField(text);
  fillField(bytes.subarray(1, 1 + NAME_LENGTH), name);
  if (text[name.length] === ".")
    fillField(bytes.subarray(1 + NAME_LENGTH), leadingField(text.slice(name.length + 1)));
  return bytes;
}

/** Up to two words of a command tail, as the CCP takes them for its FCBs. */
export function tailWords(tail: string): string[] {
  return tail
    .split(/[\s\0]+/)
    .filter((word) => word !== "")
    .slice(0, 2);
}

function leadingField(text: string): string {
  let end = 0;
  while (end < text.length && text[end] > " " && !DELIMITERS.includes(text[end])) end++;
  return text.slice(0, end);
}

function fillField(field: Uint8Array, text: string): void {
  for (let i = 0; i < field.length && i < text.length; i++) {
    if (text[i] === "*") {
      field.fill(ANY, i);
      return;
    }
    field[i] = text.charCodeAt(i);
  }
}
