import { describe, expect, it } from "vitest";
import { Random } from "../../src/base/random.js";
import { misspell, misspelled, typo } from "../../src/data/misspell.js";

describe("typing errors", () => {
  it("swap, drop, double or hit a key beside, once", () => {
    const kinds = new Set<string>();
    const random = new Random(1);
    for (let i = 0; i < 400; i++) {
      const text = typo("are you", random);
      kinds.add(text);
      expect(Math.abs(text.length - 7)).toBeLessThanOrEqual(1);
    }
    for (const expected of ["rae you", "are yuo", "re you", "are yo", "aree you", "are yoi", "ate you"])
      expect(kinds).toContain(expected);
    // no key beside E is M
    expect(kinds).not.toContain("arm you");
  });

  it("misspell a question in the same way whenever and in whatever case it is asked", () => {
    const questions = ["is it big", "do you like tea", "Is It Big"].map((question) => ({ question }));
    const heard = misspelled(questions, 7);
    expect(heard("is it big")).not.toBe("is it big");
    expect(heard("is it big")).toBe(heard("IS IT BIG"));
    expect(heard("do you like tea")).toBe(misspelled(questions, 7)("do you like tea"));
    expect(["is it big", "do you like tea"].map(misspelled(questions, 8))).not.toEqual(
      ["is it big", "do you like tea"].map(heard),
    );
    expect(heard("never listed")).toBe("never listed");
  });
});

describe("misspell", () => {
  it("makes one error and keeps the first letter", () => {
    const random = new Random(7);
    const seen = new Set(Array.from({ length: 300 }, () => misspell("robot", random)));
    expect(seen).toContain("rboot");
    expect(seen).toContain("robt");
    expect(seen).toContain("robbot");
    expect(seen).toContain("ribot");
    for (const word of seen) {
      expect(word[0]).toBe("r");
      expect(Math.abs(word.length - 5)).toBeLessThanOrEqual(1);
    }
  });
});
