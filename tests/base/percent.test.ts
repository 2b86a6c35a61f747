import { expect, test } from "vitest";
import { percentOf } from "../../src/base/percent.js";

test.each([
  [1, "100.0"],
  [0.9996, "99.9"],
  [0.999, "99.9"],
  [0.5, "50.0"],
  [0.00001, "0.1"],
  [0, "0.0"],
])("%d is %s %%", (share, text) => {
  expect(percentOf(share)).toBe(text);
});
