/** The worker that opens files: unpacks them, and converts what isn't a pair file. */

import { InputError } from "../../base/input-error.js";
import { openLesson } from "../../jobs/lesson.js";
import { inPageWords } from "../page-words.js";
import type { OpenAnswer, OpenTask } from "./messages.js";

/** Most bytes of all files, unpacked: an editor holds no more. */
const MAX_BYTES = 1 << 26;

/** Unpacks gzip, recognized by its first two bytes; returns other bytes as they are. */
async function unpack(bytes: Uint8Array, file: string): Promise<Uint8Array> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const stream = new Blob([bytes.slice()]).stream();
  const reader = (isGzip ? stream.pipeThrough(new DecompressionStream("gzip")) : stream).getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new InputError("this gzip file is damaged; make it again", { file });
    });
    if (done) break;
    pieces.push(value);
    size += value.length;
    if (size > MAX_BYTES)
      throw new InputError(`this has more than ${MAX_BYTES >> 20} MB; open a part of it`, { file });
  }
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}

self.onmessage = async ({ data: { files } }: MessageEvent<OpenTask>) => {
  let answer: OpenAnswer;
  try {
    const unpacked = [];
    for (const { name, bytes } of files) unpacked.push({ file: name, bytes: await unpack(bytes, name) });
    const { text, notes } = await openLesson(unpacked);
    answer = { opened: { text, notes: notes.map(inPageWords) } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    answer = { fault: inPageWords(error.message) };
  }
  postMessage(answer);
};
