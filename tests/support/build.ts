/** Before all tests: the built command and page in dist/, made anew if a source is newer. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a build writes last, and reads. */
const MADE = join(ROOT, "dist/web/index.html");
const SOURCES = ["src", "asm", "package.json", "tsconfig.json", "vite.config.ts"];

export function setup(): void {
  // Another build is to be tested: none is needed here.
  if (process.env.ZMLM_CLI !== undefined) return;
  if (existsSync(MADE) && newest(SOURCES.map((name) => join(ROOT, name))) < statSync(MADE).mtimeMs) return;
  execFileSync("npm", ["run", "build", "--silent"], { cwd: ROOT, stdio: "inherit" });
}

/** Time of the newest of files and of all that lies in folders, folders themselves included. */
function newest(paths: readonly string[]): number {
  const times = paths.map((path) => {
    const { mtimeMs } = statSync(path);
    const within = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [];
    return Math.max(mtimeMs, newest(within));
  });
  return Math.max(0, ...times);
}
