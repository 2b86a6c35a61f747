/** `npx zmlm` in a clone: npm links the clone into its own cache first, and must build nothing for that. */

import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { CLI, repositoryPath, temporaryFolder } from "../support/cli.js";
import { isWhole } from "../support/length.js";

const at = temporaryFolder();
const { version } = JSON.parse(readFileSync(repositoryPath("package.json"), "utf8")) as { version: string };

test.runIf(isWhole)("npx with an empty cache runs the command as it was built", { timeout: 60_000 }, () => {
  const built = statSync(CLI).mtimeMs;
  // what npm tells the scripts that it runs is not for this one
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const { status, stdout, stderr } = spawnSync("npx", ["zmlm", "--version"], {
    cwd: repositoryPath(""),
    env: { ...Object.fromEntries(inherited), npm_config_cache: at("cache"), npm_config_offline: "true" },
    encoding: "utf8",
  });
  expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: `${version}\n` });
  expect(statSync(CLI).mtimeMs).toBe(built);
});
