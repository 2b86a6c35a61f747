import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["tests/**/*.test.ts"],
    // Some tests run thousands of programs; a hung one must still end.
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
