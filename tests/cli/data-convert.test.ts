/** zmlm data convert and --skip-faulty, run as a person runs them. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";

const at = temporaryFolder();
const inFolder = { cwd: at(".") };

beforeAll(() => {
  writeFileSync(at("faq.csv"), "question,answer\nhello,hi\nbye,good_bye_for_now\nhello,hey\n,x\n");
  writeFileSync(at("faq.json.gz"), gzipSync('[["hello","hi"],["bye","bye"]]'));
  writeFileSync(at("old.csv"), Buffer.from("question;answer\nna\u00efve;ja\n", "latin1"));
  writeFileSync(at("mixed.txt"), "question|answer\nhello|HI\nпривет|HI\noops\nbye|BYE\nwhat|\n");
});

describe("zmlm data convert", () => {
  test("writes a pair file, tells what was left out, and what labels stand for", async () => {
    const { code, stdout, stderr } = await command(
      ["data", "convert", "faq.csv", "--shorten", "-o", "pairs.txt"],
      inFolder,
    );
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toBe(`CSV: 4 found, 2 pairs in pairs.txt
  left out 1: no question (first faq.csv, row 5)
  left out 1: another answer to a question that has one (first faq.csv, row 4)
  1 short label; the pair file says what it stands for:
    GOOD = GOOD_BYE_FOR_NOW
`);
    expect(readFileSync(at("pairs.txt"), "utf8")).toBe("# GOOD = GOOD_BYE_FOR_NOW\n\nhello|HI\nbye|GOOD\n");
    expect(JSON.parse((await command(["data", "stats", "pairs.txt", "--json"], inFolder)).stdout).lines).toBe(
      2,
    );
  });

  test("takes gzip and pipes, and prints JSON beside a file", async () => {
    expect((await command(["data", "convert", "faq.json.gz"], inFolder)).stdout).toBe("hello|HI\nbye|BYE\n");
    const piped = await command(["data", "convert", "-", "--json", "-o", "p.txt"], {
      ...inFolder,
      input: "a\tb\nc\td\n",
    });
    expect(JSON.parse(piped.stdout)).toEqual({ format: "tsv", found: 2, pairs: 2, leftOut: [], labels: [] });
  });

  test("reads what old programs write, and says so", async () => {
    const { stdout, stderr } = await command(["data", "convert", "old.csv"], inFolder);
    expect(stdout).toBe("naive|JA\n");
    expect(stderr).toContain("old.csv: read as Windows-1252\n");
  });

  test.each([
    [["faq.csv", "--from", "xls"], /unknown from "xls"; use csv, tsv, json/],
    [["faq.csv", "--json"], /--json and the pairs can't both be on standard output/],
    [["faq.csv", "-o", "faq.csv"], /faq\.csv: this is the input/],
    [["faq.csv", "--question", "ask"], /faq\.csv: no column "ask"; the columns are "question", "answer"/],
    [["none.csv"], /none\.csv: no such file/],
  ])("%j is refused", async (args, message) => {
    const { code, stdout, stderr } = await command(["data", "convert", ...args], inFolder);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  test("is what other commands name where they meet such a file", async () => {
    for (const words of [
      ["train", "faq.csv", "-o", "m.json"],
      ["data", "lint", "faq.csv"],
      ["data", "stats", "faq.csv", "--skip-faulty"],
    ]) {
      const { code, stderr } = await command(words, inFolder);
      expect(code).toBe(2);
      expect(stderr).toBe(
        "error: faq.csv: this is CSV, no pair file; zmlm data convert faq.csv -o pairs.txt makes one\n",
      );
    }
    expect(existsSync(at("m.json"))).toBe(false);
  });
});

describe("a file with faults", () => {
  test("is refused, or loses them with a count where that is asked for", async () => {
    const args = ["data", "stats", "mixed.txt", "--json"];
    const refused = await command(args, inFolder);
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain('mixed.txt:4: no "|" in this line; write question|answer (and 1 more)');
    const taken = await command([...args, "--skip-faulty"], inFolder);
    expect(taken.code).toBe(0);
    expect(JSON.parse(taken.stdout).lines).toBe(3);
    expect(taken.stderr).toBe(`mixed.txt:1: "question|answer" is taken for a header line; leave it out
mixed.txt: 2 faulty lines left out, the first 4: no "|" in this line; write question|answer
mixed.txt: 1 question with letters that the machine hears as "?", the first in line 3; zmlm data lint lists them
`);
  });

  test.each([
    ["data", "balance", "mixed.txt"],
    ["data", "augment", "mixed.txt"],
    ["data", "split", "mixed.txt", "--train", "t.txt", "--held-out", "h.txt"],
    ["data", "game", repositoryPath("data/bicycle/topic.json"), "mixed.txt", "--count", "50"],
    ["train", "mixed.txt", "-o", "mixed.json", "--epochs", "1", "--hidden", "8"],
  ])("%s %s takes it, too", async (...args) => {
    expect((await command(args, inFolder)).code).toBe(2);
    const { code, stderr } = await command([...args, "--skip-faulty"], inFolder);
    expect(code).toBe(0);
    expect(stderr).toContain("2 faulty lines left out");
    expect(stderr).toContain("1 question with letters that the machine hears");
  });

  test("is told line by line by lint", async () => {
    const { code, stdout } = await command(["data", "lint", "mixed.txt"], inFolder);
    expect(code).toBe(1);
    expect(stdout).toContain('mixed.txt:1: header: "question|answer" is taken for a header line');
    expect(stdout).toContain('mixed.txt:3: letters: the machine hears "??????"');
  });

  test("that is all faults is refused even so", async () => {
    const { code, stderr } = await command(["data", "stats", "-", "--skip-faulty"], {
      input: "well\nthen\n",
    });
    expect(code).toBe(2);
    expect(stderr).toContain('standard input:1: no "|" in this line; write question|answer (and 1 more)');
  });
});
