import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.js";

/** Rooms whose tests leave no trace: their files share processes, as a new one takes half a second to load the house. */
const TRACELESS = [
  "asm",
  "base",
  "build",
  "cpm",
  "data",
  "docs",
  "jobs",
  "machines",
  "model",
  "terminal",
  "z80",
].map((room) => `tests/${room}/**/*.test.ts`);

export default defineConfig(({ mode }) => {
  const common = {
    // `vitest run --mode all`: tests/support/length.ts
    env: mode === "all" ? { ZMLM_TESTS: "all" } : {},
    // Some tests run thousands of programs; a hung one must still end.
    testTimeout: 900_000,
    hookTimeout: 300_000,
  };
  return {
    test: {
      // makes dist/ where a source is newer, for the tests that run the command
      globalSetup: ["tests/support/build.ts"],
      // vitest leaves a core to itself; on two, that halves the speed
      maxWorkers: "100%",
      sequence: { sequencer: LongestFirst },
      projects: [
        { test: { ...common, name: "shared", include: TRACELESS, isolate: false } },
        { test: { ...common, name: "alone", include: ["tests/**/*.test.ts"], exclude: TRACELESS } },
      ],
    },
  };
});
