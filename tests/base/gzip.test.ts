import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gzip } from "../../src/base/gzip.js";

test("a gzipped file tells no time and no system, and comes back whole", () => {
  const packed = gzip("hello|HI\n".repeat(100));
  // RFC 1952: magic, deflate, no flags, no time, no extra flags, "Unix" whatever made it
  expect([...packed.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  expect(gunzipSync(packed).toString()).toBe("hello|HI\n".repeat(100));
  expect(gzip(new TextEncoder().encode("é"))).toEqual(gzip("é"));
});
