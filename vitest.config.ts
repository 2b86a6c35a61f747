import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  test: {
    include: ["tests/**/*.test.ts"],
    // makes dist/ where a source is newer, for the tests that run the command
    globalSetup: ["tests/support/build.ts"],
    // `vitest run --mode all`: tests/support/length.ts
    env: mode === "all" ? { ZMLM_TESTS: "all" } : {},
    // Some tests run thousands of programs; a hung one must still end.
    testTimeout: 900_000,
    // vitest leaves a core to itself; on two, that halves the speed
    maxWorkers: "100%",
    hookTimeout: 300_000,
  },
}));
