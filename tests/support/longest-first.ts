/**
 * The order of the test files: those that share a process, then the others, so that no process is ended for one between
 * them; in each, the longest first, as one that begins last keeps a core idle.
 */

import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest in `npm test` or in `npm run test:all`, the longest first; the others follow by their size. */
const LONGEST = [
  "build/differential-1",
  "build/differential-2",
  "build/buckets",
  "build/tight",
  "build/origins",
  "data/fuzz",
  "model/npz",
  "z80/reference",
  "data/convert/convert",
  "build/kinds",
  "e2e/spectrum",
  "web/teach-hard",
  "e2e/bad-input",
  "web/take",
  "e2e/reference",
  "cli/make",
  "train/checkpoint",
  "e2e/adventure",
  "e2e/files",
  "cli/terminal/run-pipe",
  "e2e/killed",
  "build/peers",
  "build/stuck",
  "build/interrupts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const name = relative(this.ctx.config.root, moduleId).replaceAll("\\", "/");
      const at = LONGEST.indexOf(name.slice("tests/".length, -".test.ts".length));
      return at < 0 ? LONGEST.length : at;
    };
    const isAlone = ({ project }: TestSpecification) => Number(project.config.isolate);
    const bySize = await super.sort(files);
    return bySize.sort((a, b) => isAlone(a) - isAlone(b) || rank(a) - rank(b));
  }
}
