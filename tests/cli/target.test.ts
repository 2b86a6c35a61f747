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
  expect(chosen("ZX Spectrum 128K")).toEqual(["spectrum128", ".tap", "CHAT.TAP", "CHAT"]);
  expect(chosen("cpm", "out/chat")).toEqual(["cpm", ".com", "out/chat", "chat"]);
});

test.each([
  ["zx81", undefined, 'unknown machine "zx81"; there are cpm, spectrum, spectrum128, msx, cpc, msxdos'],
  ["spectrum", "chat.com", "ZX Spectrum 48K loads .tap or .sna; name the file so, or say --machine cpm"],
  ["spectrum", "chat", "ZX Spectrum 48K loads .tap or .sna; name the file so"],
  ["cpc", "chat.tap", "Amstrad CPC loads .dsk or .cdt; name the file so, or say --machine spectrum"],
  ["cpm", "chat.tap", "CP/M loads .com or .hex; name the file so, or say --machine spectrum"],
])("%s and %s: told in a line", (machine, output, message) => {
  expect(() => parseTarget(machine, output)).toThrow(message);
});

test("Intel HEX by its name, or by --hex", () => {
  const chosen = (output?: string, asHex = true) => {
    const { format, output: file } = parseTarget("cpm", output, asHex);
    return [format.extension, file];
  };
  expect(chosen()).toEqual([".hex", "CHAT.HEX"]);
  expect(chosen("a.hex")).toEqual([".hex", "a.hex"]);
  expect(chosen("A.HEX", false)).toEqual([".hex", "A.HEX"]);
  expect(() => chosen("a.com")).toThrow("a.com: with --hex the file is Intel HEX; name it .hex");
  expect(() => parseTarget("msx", undefined, true)).toThrow("--hex is for CP/M only; MSX loads no Intel HEX");
});
