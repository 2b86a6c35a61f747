/** zmlm web, its three ways. */

import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { nodeClock } from "../../src/cli/clock.js";
import { build } from "../../src/jobs/build.js";
import { readPage } from "../../src/jobs/page.js";
import { FOR_CPM } from "../support/builds.js";
import { CLI, repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { isWhole } from "../support/length.js";

const at = temporaryFolder();
const MODEL = repositoryPath("data/tinychat/model.json");
/** Bytes that chat.html must stay below. */
const MOST_CHAT = 300_000;

/** Starts a server and waits for the address that it prints. */
async function started(...args: string[]) {
  const child = spawn(process.execPath, [CLI, "web", "--no-open", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (text) => resolve(String(text)));
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
  });
  return { address: line.split(" ")[0], end: () => child.kill() };
}

test("serves the page on this machine, with the headers that let workers share memory", async () => {
  const { address, end } = await started("--port", "0");
  try {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await fetch(address);
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(page.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    const html = await page.text();
    expect(readPage(html)?.name).toBe("tinychat");
    for (const [, script] of html.matchAll(/<script[^>]* src="([^"]*)"/g))
      expect((await fetch(address + script)).headers.get("content-type")).toMatch(/^text\/javascript/);
    const others = ["chat.html", "../package.json", "%2e%2e/package.json", "nothing"];
    for (const name of others) expect([name, (await fetch(address + name)).status]).toEqual([name, 404]);
    expect((await fetch(address, { method: "POST" })).status).toBe(405);
  } finally {
    end();
  }
});

test.skipIf(!isWhole)("the package contains the page", () => {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
    cwd: repositoryPath("."),
    encoding: "utf8",
    shell: true,
  });
  for (const file of ["index.html", "zmlm.html", "chat.html", "licenses.md"])
    expect(stdout).toContain(`"dist/web/${file}"`);
});

test("pages allow their own scripts only, and no eval but what wasm needs", () => {
  for (const file of ["index.html", "zmlm.html", "chat.html"]) {
    const html = readFileSync(repositoryPath(`dist/web/${file}`), "utf8");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'( 'sha256-[^']+')+;/,
    );
    expect(policy).not.toMatch(/'unsafe-eval'|https?:|\*/);
    // markup that comes before the policy isn't bound by it
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<script"));
  }
});

test("a port in use is one line", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  try {
    const { code, stderr } = await command(["web", "--no-open", "--port", String(port)]);
    expect(stderr).toBe(
      `error: port ${port} is in use; choose another with --port, or --port 0 for a free one\n`,
    );
    expect(code).toBe(2);
  } finally {
    taken.close();
  }
});

test("bad input is one line", async () => {
  writeFileSync(at("not.json"), "hello|HI\n");
  const cases: [string[], RegExp][] = [
    [["--port", "none"], /^error: --port "none" is out of range/],
    [["none.json"], /none\.json.*no example and no such file/],
    [[at("not.json")], /not\.json: this is a pair file, not a model/],
    [[MODEL, "--chat", MODEL], /this is the input/],
    [["-o", at("not.json")], /not\.json: this is a file; name a folder for the page/],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await command(["web", "--no-open", ...args]);
    expect(stderr).toMatch(message);
    expect([stderr.trimEnd().split("\n").length, code]).toEqual([1, 2]);
  }
});

test("-o writes a folder whose pages begin with the model, --chat one file with the command's program", async () => {
  writeFileSync(at("mine.json"), readFileSync(MODEL));
  const { bytes } = await build(
    { model: { text: readFileSync(MODEL, "utf8"), file: MODEL }, ...FOR_CPM, measured: false },
    { clock: nodeClock },
    () => {},
  );
  const { stdout, code } = await command(["web", at("mine.json"), "-o", at("site")]);
  expect([code, stdout]).toEqual([0, expect.stringContaining("zmlm.html")]);
  expect((await command(["web", at("mine.json"), "--chat", at("chat.html")])).code).toBe(0);
  for (const file of ["site/index.html", "site/zmlm.html", "chat.html"]) {
    const page = readPage(readFileSync(at(file), "utf8"))!;
    expect(page.name).toBe("mine");
    expect(Buffer.from(page.com).equals(bytes)).toBe(true);
    expect(page.model).toBe(readFileSync(MODEL, "utf8"));
  }
  expect(statSync(at("chat.html")).size).toBeLessThan(MOST_CHAT);
  expect(readdirSync(at("site"))).not.toContain("chat.html");
});
