/** Bounds for servers' answers, so that an endless one can't fill the memory. */

import { TransientFault } from "./provider.js";

/** Most bytes of a protocol's line, which holds a few words of the model's, or an error. */
const MAX_LINE_BYTES = 1 << 20;
/** Most bytes of an error's text that are read. */
const MAX_ERROR_BYTES = 1 << 16;

/** Passes bytes through. Fails at a line that is longer than the bound. */
export function boundedLines(name: string): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream({
    transform(bytes, controller) {
      const first = bytes.indexOf(0x0a);
      length = first < 0 ? length + bytes.length : bytes.length - 1 - bytes.lastIndexOf(0x0a);
      if (length > MAX_LINE_BYTES) throw new TransientFault(`${name} sends a line without end`);
      controller.enqueue(bytes);
    },
  });
}

/** The response to a request, with its lines bounded in the same way. */
export function boundedResponse(response: Response, name: string): Response {
  return new Response(response.body?.pipeThrough(boundedLines(name)), response);
}

/** The first part of a body as text; ends where reading fails. */
export async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let [text, length] = ["", 0];
  try {
    while (length < MAX_ERROR_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      text += decoder.decode(value, { stream: true });
    }
    await reader.cancel();
  } catch {
    // the text so far is enough
  }
  return text.slice(0, MAX_ERROR_BYTES);
}
