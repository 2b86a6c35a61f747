/** Decodes other programs' files: UTF-8, UTF-16 with a byte order mark, and the code page of old Windows programs. */

export interface Decoded {
  readonly text: string;
  /** Name of the encoding for a message, if it isn't UTF-8. */
  readonly encoding: "UTF-8" | "UTF-16" | "Windows-1252";
}

/** @returns undefined if the bytes are no text */
export function decodeForeign(bytes: Uint8Array): Decoded | undefined {
  const mark = bytes[0] | (bytes[1] << 8);
  if (bytes.length >= 2 && (mark === 0xfeff || mark === 0xfffe))
    return {
      text: new TextDecoder(mark === 0xfeff ? "utf-16le" : "utf-16be").decode(bytes),
      encoding: "UTF-16",
    };
  if (bytes.includes(0)) return undefined;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    // a table or a list has no control characters; a picture or an archive has
    return /[\u0001-\u0008\u000e-\u001f]/.test(text) ? undefined : { text, encoding: "Windows-1252" };
  }
}
