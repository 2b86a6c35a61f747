import { describe, expect, test } from "vitest";
import { branchingTexts, compareReplies } from "../../src/model/known-replies.js";
import { spell } from "../../src/model/reply.js";

const charset = "ENOSTY\0";
const known = ["NO", "NOT", "YES", "YESNT", "NOSE"].sort((a, b) => compareReplies(charset, a, b));

/** Logits that wish for a text's characters and its end, in this order of preference for all else. */
function wishing(...wishes: string[]) {
  const asked: string[] = [];
  const pass = (text: string) => {
    asked.push(text);
    const logits = new Array<number>(charset.length).fill(0);
    wishes.forEach((wish, rank) => {
      const next = wish.slice(text.length, text.length + 1);
      if (wish.startsWith(text))
        logits[next === "" ? charset.length - 1 : charset.indexOf(next)] += 10 - rank;
    });
    return logits;
  };
  return { asked, pass };
}

describe("known replies", () => {
  test("are sorted by the charset, a reply after those that it begins", () => {
    expect(known).toEqual(["NOSE", "NOT", "NO", "YESNT", "YES"]);
  });

  test("branch where several characters, or the end, can follow", () => {
    expect(branchingTexts(known)).toEqual(new Set(["", "NO", "YES"]));
    expect(branchingTexts(["A"])).toEqual(new Set());
  });

  test.each([
    ["NOT", ["", "NO"]],
    ["NO", ["", "NO"]],
    ["YESNT", ["", "YES"]],
  ])("spell %s with a pass only where they branch", (wish, passes) => {
    const { asked, pass } = wishing(wish);
    expect(spell({ charset, known }, pass)).toBe(wish);
    expect(asked).toEqual(passes);
  });

  test("alone can come out, whatever the largest logit is; the first of equals wins", () => {
    // T is wished for most, and no known reply begins with it
    expect(spell({ charset, known }, wishing("TTT", "YES").pass)).toBe("YES");
    expect(spell({ charset, known }, wishing().pass)).toBe("NOSE");
    expect(spell({ charset, known: ["YES"] }, wishing("NO").pass)).toBe("YES");
    expect(spell({ charset, known }, wishing("YESNT").pass, { most: 4 })).toBe("YESN");
  });

  test("are not said if the reply's first pass is unsure, over all outputs", () => {
    const unsure = { margin: 3, reply: "?" };
    expect(spell({ charset, known }, wishing("YES", "TTT").pass, { unsure })).toBe("?");
    expect(spell({ charset, known }, wishing("YES").pass, { unsure })).toBe("YES");
    // what is said already can't be taken back: so the first letter takes a pass, even if it is known
    expect(spell({ charset, known: ["YES"] }, wishing("YES", "TTT").pass, { unsure })).toBe("?");
  });
});
