/** Debian's Chromium, headless, where it is installed; tests that need it skip elsewhere. */

import { spawnSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "chromium";
const path = spawnSync("which", [EXECUTABLE], { encoding: "utf8" }).stdout.trim();

export const hasBrowser = path !== "";

if (!hasBrowser) console.warn("skipped: tests in a browser need chromium");

/** Starts it without anything that looks for the network. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
