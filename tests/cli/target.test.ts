import { expect, test } from "vitest";
import { parseTarget } from "../../src/cli/target.js";

const chosen = (machine: string, output?: string) => {
  const target = parseTarget(machine, output);
  return [target.machine.name, target.format.extension, target.output, target.name];
};

test("a machine has a usual kind of file, and the program its file's name", () => {
  expect(chosen("cpm")).toEqual(["cpm", ".com", "CHAT.COM", "CHAT"]);
  expect(chosen("spectrum")).toEqual(["spectrum", ".tap", "CHAT.TAP", "CHAT"]);
  expect(chosen("Spectrum", "build/Tiny.SNA")).toEqual(["spectrum", ".sna", "build/Tiny.SNA", "Tiny"]);
  expect(chosen("cpm", "out/chat")).toEqual(["cpm", ".com", "out/chat", "chat"]);
});

test.each([
  ["zx81", undefined, 'unknown machine "zx81"; there are cpm, spectrum, msx'],
  ["spectrum", "chat.com", "ZX Spectrum 48K loads .tap or .sna; name the file so, or say --machine cpm"],
  ["spectrum", "chat", "ZX Spectrum 48K loads .tap or .sna; name the file so"],
  ["cpm", "chat.tap", "CP/M loads .com; name the file so, or say --machine spectrum"],
])("%s and %s: told in a line", (machine, output, message) => {
  expect(() => parseTarget(machine, output)).toThrow(message);
});
