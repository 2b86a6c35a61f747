import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { CLI } from "../support/cli.js";

test("a slow writer on standard input is waited for", async () => {
  const child = spawn(process.execPath, [CLI, "data", "stats", "-", "--json"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const output = text(child.stdout);
  const closed = new Promise((resolve) => child.on("close", resolve));
  for (const line of ["hello|HI\n", "bye|BYE\n", "hi|HI\n"]) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    child.stdin.write(line);
  }
  child.stdin.end();
  expect(await closed).toBe(0);
  expect(JSON.parse(await output).lines).toBe(3);
});
