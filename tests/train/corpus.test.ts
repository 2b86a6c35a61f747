import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { encoderOf } from "../../src/model/encoder.js";
import { buildCorpus, charsetOf } from "../../src/train/corpus.js";

const pairs = (...lines: string[]) =>
  lines.map((line) => {
    const [question, answer] = line.split("|");
    return { question: question!, answer: answer! };
  });

describe("corpus", () => {
  it("has a row for each character and each end of reply", () => {
    const corpus = buildCorpus(pairs("hello|HI", "bye|SO LONG"), { encoder: encoderOf("word") });
    expect(corpus.shape.charset).toBe(" GHILNOS\0");
    expect(corpus.rows.length).toBe(3 + 8);
    const spelled = Array.from(corpus.rows.target, (index) => corpus.shape.charset[index]).join("");
    expect(spelled).toBe("HI\0SO LONG\0");
    expect([...corpus.rows.query]).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    // both replies start from the same empty context
    expect(corpus.rows.context[0]).toBe(corpus.rows.context[3]);
  });

  it("merges what the encoder can't tell apart, weighted by lines", () => {
    const corpus = buildCorpus(pairs("hello there|HI", "THERE  hello|HI", "bye|BYE"), {
      encoder: encoderOf("word"),
    });
    expect(corpus.questions).toEqual(["hello there", "bye"]);
    expect(corpus.rows.weight[0] / corpus.rows.weight[3]).toBeCloseTo(2);
    expect(corpus.rows.weight.reduce((sum, w) => sum + w, 0) / corpus.rows.length).toBeCloseTo(1);
    expect(
      buildCorpus(pairs("hello there|HI", "there hello|HI"), { encoder: encoderOf("phrase") }).questions
        .length,
    ).toBe(2);
  });

  it("trains each question toward one answer: the one most of its spellings list, then most lines", () => {
    const answer = (...lines: string[]) =>
      buildCorpus(pairs(...lines), { encoder: encoderOf("word") }).answers[0];
    expect(answer("a b|NO", "a b|NO", "a b|YES", "b a|YES")).toBe("YES");
    expect(answer("a|NO", "a|YES", "a|YES")).toBe("YES");
    expect(answer("a|NO", "a|YES", "z|YES")).toBe("YES");
    expect(answer("a|NO", "a|YES")).toBe("NO");
  });

  it("keeps the places of an old charset", () => {
    expect(charsetOf(pairs("a|CAB"), "BZ\0")).toBe("BZAC\0");
  });

  it("refuses more characters than a charset can have", () => {
    const all = Array.from({ length: 130 }, (_, i) => `q|${String.fromCharCode(0x100 + i)}`);
    expect(() => charsetOf(pairs(...all))).toThrow(InputError);
  });
});
