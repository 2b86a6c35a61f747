/** What the documents say of the tree: every path that they name is there. */

import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryPath } from "../support/cli.js";

const PATH = /(?<![\w/.-])(?:src|asm|tests|data|examples|\.ci)\/[\w./-]*\w/g;
/** A file that is yet to be written, by whoever reads on. */
const TO_BE = /NAME/;

test.each(["README.md", "CONTRIBUTING.md", "TRAINING.md", "CHANGELOG.md"])("paths in %s", (document) => {
  const text = readFileSync(repositoryPath(document), "utf8");
  const paths = [...new Set(text.match(PATH) ?? [])].filter((path) => !TO_BE.test(path));
  expect(paths.filter((path) => !existsSync(repositoryPath(path)))).toEqual([]);
});

test("links between documents", () => {
  for (const document of ["README.md", "CONTRIBUTING.md", "TRAINING.md"]) {
    const text = readFileSync(repositoryPath(document), "utf8");
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link);
    expect(links.filter((link) => !existsSync(repositoryPath(link)))).toEqual([]);
  }
});
