/**
 * npm run bench:page [-- epochs [hidden]]: training in the page's workers against Node, on tinychat's short course, as a
 * Markdown table; and how long the page's frames take meanwhile. Default: 120 epochs of zmlm train's usual network.
 *
 * CPU time is that of the training threads alone, from /proc, so other work on the machine doesn't count. It is given a
 * step, for all threads, for the busiest one, which also checks the network and asks it, and for the least busy one,
 * which does nothing but its part of the steps.
 */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { DEFAULT_HIDDEN } from "../../dist/base/contract.js";
import { readPairs } from "../../dist/data/pairs.js";
import { planTraining } from "../../dist/jobs/plan.js";
import { prepareTraining } from "../../dist/jobs/train.js";
import { openBackend, trainingHost } from "../../dist/train/node.js";
import { servePage } from "./serve-page.mjs";

const EPOCHS = Number(process.argv[2] ?? 120);
const HIDDEN = (process.argv[3] ?? DEFAULT_HIDDEN.join(",")).split(",").map(Number);
const LESSON = readFileSync(new URL("../../data/tinychat/short.txt", import.meta.url), "utf8");
/** The page's, whatever the network. */
const { buckets: BUCKETS, recipe: RECIPE } = planTraining(readPairs(LESSON, "short.txt"));
/** Clock ticks a second in /proc. */
const TICKS = 100;

/** Seconds of CPU of a process's threads, busiest first. */
function threadSeconds(pid) {
  const folder = `/proc/${pid}/task`;
  const seconds = new Map();
  for (const thread of readdirSync(folder)) {
    const path = `${folder}/${thread}/stat`;
    // a thread may end between the two calls
    if (!existsSync(path)) continue;
    const [, fields] = readFileSync(path, "utf8").split(/\) /);
    const [user, system] = fields.split(" ").slice(11, 13).map(Number);
    seconds.set(thread, (user + system) / TICKS);
  }
  return seconds;
}

/** The busiest threads between two looks. */
function spent(before, after, threads) {
  return Array.from(after, ([thread, seconds]) => seconds - (before.get(thread) ?? 0))
    .sort((a, b) => b - a)
    .slice(0, threads);
}

async function inNode(threads) {
  const request = {
    pairs: [{ text: LESSON, file: "pairs.txt" }],
    until: { epochs: EPOCHS },
    seed: 1,
    holdout: 0,
    select: "train",
    hidden: HIDDEN,
    buckets: BUCKETS,
    recipe: RECIPE,
    command: "",
  };
  const open = await openBackend("wasm");
  const training = prepareTraining(request, () => undefined);
  const before = threadSeconds("self");
  const start = performance.now();
  // a thread that has ended has no CPU time any more: looks while they live
  let busy;
  const { result } = await training.run(
    { ...trainingHost(open, threads), backend: "wasm", threads },
    ({ type }) => {
      if (type === "progress") busy = spent(before, threadSeconds("self"), threads);
    },
  );
  return { steps: result.steps, busy, wall: (performance.now() - start) / 1000 };
}

async function inPage(threads) {
  const host = await servePage({ isolated: threads > 1 });
  const folder = mkdtempSync(join(tmpdir(), "zmlm-bench-"));
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
  try {
    const page = browser.pages()[0];
    await page.goto(host.url);
    await page.locator(".summary").waitFor();
    const watch = page.locator(".watch");
    await watch.locator("summary").click();
    await watch.getByLabel("Train by").selectOption("epochs");
    await watch.getByLabel("Choose the network for me").uncheck();
    for (const [label, value] of [
      ["epochs", EPOCHS],
      ["Stop when right (%)", 100],
      ["Hidden layers", HIDDEN.join(", ")],
    ]) {
      await watch.getByLabel(label, { exact: true }).fill(String(value));
      await watch.getByLabel(label, { exact: true }).blur();
    }
    const pid = await rendererOf(browser);
    const before = threadSeconds(pid);
    await page.evaluate(() => {
      globalThis.frames_ = [];
      let last = performance.now();
      const frame = (now) => {
        globalThis.frames_.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    const start = performance.now();
    await watch.getByRole("button", { name: "Train", exact: true }).click();
    let busy;
    for (;;) {
      const text = await watch.locator(".state").textContent();
      if (!/Gets ready|Learns|Scores/.test(text)) break;
      busy = spent(before, threadSeconds(pid), threads);
      await page.waitForTimeout(50);
    }
    const wall = (performance.now() - start) / 1000;
    const frames = await page.evaluate(() => globalThis.frames_);
    frames.sort((a, b) => a - b);
    return { busy, wall, frame: frames[Math.floor(0.95 * frames.length)] };
  } finally {
    await browser.close();
    host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process that shows the page: the renderer with the most CPU time. */
async function rendererOf(browser) {
  const session = await browser.browser()?.newBrowserCDPSession();
  if (session !== undefined) {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime)[0].id;
  }
  throw new Error("the browser doesn't tell its processes");
}

console.log(`tinychat's short course, ${EPOCHS} epochs, hidden layers ${HIDDEN.join(", ")}\n`);
console.log(
  "| where | threads | CPU ms a step | busiest thread | least busy thread | wall s | 95 % of frames within |",
);
console.log("|---|--:|--:|--:|--:|--:|--:|");
for (const threads of [1, 2]) {
  const node = await inNode(threads);
  for (const [name, { busy, wall, frame }] of [
    ["Node", node],
    ["page", await inPage(threads)],
  ]) {
    const all = busy.reduce((sum, seconds) => sum + seconds, 0);
    const cells = [
      name,
      threads,
      ((1000 * all) / node.steps).toFixed(1),
      ((1000 * busy[0]) / node.steps).toFixed(1),
      ((1000 * busy.at(-1)) / node.steps).toFixed(1),
      wall.toFixed(1),
      frame === undefined ? "" : `${frame.toFixed(0)} ms`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
