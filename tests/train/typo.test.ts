import { describe, expect, it } from "vitest";
import { Random } from "../../src/base/random.js";
import { disturb, misspelled, typo } from "../../src/train/typo.js";

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

  it("come as often as the noise has it, the same for the same seed", () => {
    const question = "is it made of wood";
    const count = (noise: { typos: number; wordDrops: number }) => {
      const random = new Random(2);
      return Array.from({ length: 1000 }, () => disturb(question, noise, random)).filter(
        (q) => q !== question,
      ).length;
    };
    expect(count({ typos: 0, wordDrops: 0 })).toBe(0);
    expect(count({ typos: 0, wordDrops: 1 })).toBe(1000);
    expect(count({ typos: 0.5, wordDrops: 0 })).toBeGreaterThan(400);
    expect(count({ typos: 0.5, wordDrops: 0 })).toBeLessThan(600);
    expect(disturb(question, { typos: 1, wordDrops: 1 }, new Random(3))).toBe(
      disturb(question, { typos: 1, wordDrops: 1 }, new Random(3)),
    );
    expect(disturb("a b", { typos: 0, wordDrops: 1 }, new Random(3))).toBe("a b");
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
