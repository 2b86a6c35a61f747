/** Text from elsewhere on a screen. */

import { expect, test } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { shown, shownLines } from "../../src/base/shown.js";

const EVIL = "a\x1b]0;title\x07b\r\nc\td\x9b2J\x7f\u202ee\u2028f";

test("control characters and marks that turn text round become spaces", () => {
  expect(shown(EVIL)).toBe("a ]0;title b  c d 2J  e f");
  expect(shownLines(EVIL)).toBe("a ]0;title b \nc\td 2J  e f");
  expect(shown("naïve 日本 🙂")).toBe("naïve 日本 🙂");
});

test("an InputError's message is one line fit for a screen, whatever it quotes", () => {
  const { message } = new InputError(`no such key "${EVIL}"`, { file: "x\n\x1b[2J.json", line: 3 });
  expect(message).toBe('x  [2J.json:3: no such key "a ]0;title b  c d 2J  e f"');
});
