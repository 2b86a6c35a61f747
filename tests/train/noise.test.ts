import { expect, it } from "vitest";
import { Random } from "../../src/base/random.js";
import { disturb } from "../../src/train/noise.js";

it("typing errors come as often as the noise has it, the same for the same seed", () => {
  const question = "is it made of wood";
  const count = (noise: { typos: number; wordDrops: number }) => {
    const random = new Random(2);
    return Array.from({ length: 1000 }, () => disturb(question, noise, random)).filter((q) => q !== question)
      .length;
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
