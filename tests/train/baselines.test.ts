import { describe, expect, it } from "vitest";
import { Random } from "../../src/base/random.js";
import { encoderOf } from "../../src/model/encoder.js";
import { fitBaselines, networkBytes, scoreBaselines } from "../../src/train/baselines/baselines.js";
import { randomNetwork } from "../support/networks.js";

const pairs = (...lines: string[]) =>
  lines.map((line) => {
    const [question, answer] = line.split("|");
    return { question: question!, answer: answer! };
  });

const PAIRS = pairs(
  "is it a cat|YES",
  "is it a dog|YES",
  "is it a wild dog|YES",
  "is it a stone|NO",
  "is it a big stone|NO",
  "hello|WIN",
);

describe("baselines", () => {
  const [commonest, keywords, centroids, neighbours] = fitBaselines(PAIRS, encoderOf("word"));

  it("most common answer: says it always, in its bytes", () => {
    expect(commonest!.reply("is it a stone")).toBe("YES");
    expect(commonest!.bytes).toBe(4);
  });

  it("keyword table: the surest word decides, and unneeded words take no bytes", () => {
    expect(keywords!.reply("A STONE, really?")).toBe("NO");
    expect(keywords!.reply("hello stone dog dog")).toBe("YES");
    expect(keywords!.reply("none of these")).toBe("YES");
    // dog, stone and hello with an answer's number each; cat's question is left to "is", the next surest
    const answers = 4 + 3 + 4;
    const words = ["dog", "stone", "hello", "cat"].reduce((sum, word) => sum + word.length + 2, 0);
    expect(keywords!.bytes).toBe(answers + words);
  });

  it("nearest centroid: a byte a bucket and answer", () => {
    expect(centroids!.bytes).toBe(3 * 128 + 11);
    expect(centroids!.reply("hello hello")).toBe("WIN");
    expect(centroids!.reply("stone")).toBe("NO");
    expect(centroids!.reply("dog")).toBe("YES");
  });

  it("nearest neighbour: knows what it was taught, and leans on the nearest otherwise", () => {
    for (const { question, answer } of PAIRS) expect(neighbours!.reply(question)).toBe(answer);
    expect(neighbours!.reply("is it a wild stone")).toBe("NO");
    expect(neighbours!.reply("helo")).toBe("WIN");
    // a word of n letters has n trigrams; each question has their number and that of its answer
    const letters = PAIRS.reduce((sum, { question }) => sum + question.replaceAll(" ", "").length, 0);
    expect(neighbours!.bytes).toBe(letters + 2 * PAIRS.length + 11);
  });

  it("are scored as a network is", () => {
    const asked = pairs("is it a stone|NO", "is it a stone|NO", "is it a cat|YES", "who|WHO");
    const [scores] = scoreBaselines([commonest!], asked);
    expect(scores).toEqual({
      name: "most common answer",
      bytes: 4,
      exact: 1 / 3,
      pairs: 1 / 4,
      macro: 1 / 3,
    });
  });

  it("numbers more than 256 answers with two bytes", () => {
    const many = pairs(...Array.from({ length: 300 }, (_, i) => `w${i} x${i} ${i * i}|A${i}`));
    const texts = many.reduce((sum, { answer }) => sum + answer.length + 1, 0);
    const letters = many.reduce((sum, { question }) => sum + question.length, 0);
    expect(fitBaselines(many, encoderOf("phrase"))[3].bytes).toBe(letters + 300 * 3 + texts);
  });

  it("stand beside a network counted in the same way", () => {
    const network = randomNetwork(new Random(1), {
      hidden: [6],
      outputs: 3,
      encoder: "word",
      density: 1,
      biasRange: 1,
    });
    expect(networkBytes(network)).toBe(6 * (64 + 2) + 3 * (2 + 2) + 3);
  });
});
