/** What a file is, as far as the rooms must know to send it on. */

/** How a model file begins, and what a page with a chat has near its end. */
const MODEL = /^\s*\{\s*"format":\s*"zmlm-model"/;
const CHAT = /<script\b[^>]*\bid="zmlm-program"/;
/** Bytes of the largest model or chat. */
const MAX_BYTES = 1 << 23;

/** True if a text is a model's or a chat's. */
export function isModelText(text: string): boolean {
  return MODEL.test(text) || CHAT.test(text);
}

/** True if a file is a model or a chat; false if it can't be read, too. */
export async function holdsModel(file: File): Promise<boolean> {
  if (file.size > MAX_BYTES) return false;
  return isModelText(await file.text().catch(() => ""));
}
