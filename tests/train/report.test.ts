/** Reports of real trainings, however short or odd, opened in a real browser. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { parseHTML } from "linkedom";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeClock } from "../../src/cli/clock.js";
import { renderReport } from "../../src/train/report/page.js";
import { LocalStepper } from "../../src/train/stepper.js";
import { tfjsBackend } from "../../src/train/tfjs-backend.js";
import { train } from "../../src/train/trainer.js";
import type { TrainOptions, TrainResult } from "../../src/train/training.js";
import { hasBrowser, openBrowser } from "../support/browser.js";

const HOSTILE = "<script>document.title='x'</script>";

const PAIRS = [
  { question: "hello", answer: "HI" },
  { question: "good bye", answer: "BYE" },
  { question: HOSTILE, answer: "<B>&QUOT;\"'" },
];
const HELD_OUT = [
  { question: "hello there", answer: "HI" },
  { question: "<img src=x onerror=alert(1)>", answer: "<IMG SRC=X>" },
];

const trained = (options: Partial<TrainOptions>): Promise<TrainResult> =>
  train(
    { pairs: PAIRS, seed: 1, hidden: [12, 8], until: { epochs: 8 }, ...options },
    {
      clock: nodeClock,
      makeStepper: async (corpus, layout, batchRows) =>
        new LocalStepper(tfjsBackend(tf), corpus, layout, batchRows),
    },
  );

const reportOf = (result: TrainResult): string =>
  renderReport(
    { model: "<i>m</i>.json", command: "zmlm train '<b>.txt'", settings: [["seed", "<u>1</u>"]], result },
    parseHTML("<!doctype html><html><head></head><body></body></html>").document,
  );

const stopped = new AbortController();
stopped.abort();

const CASES: [name: string, options: Partial<TrainOptions>, charts: number][] = [
  ["a training with held-out questions", { heldOut: HELD_OUT }, 4],
  ["one epoch without held-out questions", { until: { epochs: 1 } }, 4],
  ["a training that was stopped before its first step", { signal: stopped.signal }, 2],
  ["one pair and no hidden layer", { pairs: PAIRS.slice(0, 1), hidden: [] }, 4],
  [
    "500 answers and eight layers",
    {
      pairs: Array.from({ length: 500 }, (_, i) => ({ question: `question ${i}`, answer: `${i}` })),
      hidden: [8, 8, 8, 8, 8, 8, 8],
      until: { epochs: 2 },
    },
    4,
  ],
];

describe("the report", () => {
  const folder = mkdtempSync(join(tmpdir(), "zmlm-report-"));
  let browser: Browser | undefined;
  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend("cpu");
    if (hasBrowser) browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it("tells the course: losses in the order of time, accuracies where they were computed", async () => {
    const { history } = await trained({ heldOut: HELD_OUT });
    expect(history.length).toBeGreaterThanOrEqual(8);
    for (let i = 1; i < history.length; i++) {
      expect(history[i].step).toBeGreaterThanOrEqual(history[i - 1].step);
      expect(history[i].seconds).toBeGreaterThanOrEqual(history[i - 1].seconds);
    }
    const checks = history.filter(({ integerAccuracy }) => integerAccuracy !== undefined);
    expect(checks.length).toBe(8);
    for (const { heldOutAccuracy, largestAccumulators } of checks) {
      expect(heldOutAccuracy).toBeGreaterThanOrEqual(0);
      expect(largestAccumulators?.length).toBe(3);
    }
    expect(history.at(-1)!.loss).toBeLessThan(history[0].loss);
  });

  it("loads nothing, and shows what pair files hold as text", async () => {
    const html = reportOf(await trained({ heldOut: HELD_OUT }));
    for (const trap of ["<script", "<img", "<b>", "<u>", "<i>m", "http:", "https:"])
      expect([trap, html.toLowerCase().includes(trap)]).toEqual([trap, false]);
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain("zmlm train '&lt;b&gt;.txt'");
    expect(html.length).toBeLessThan(200_000);
  });

  describe.skipIf(!hasBrowser)("in a browser", () => {
    it.each(CASES)("shows %s", async (_, options, charts) => {
      const result = await trained(options);
      const path = join(folder, "report.html");
      writeFileSync(path, reportOf(result));
      const page = await browser!.newPage({ colorScheme: "light", viewport: { width: 900, height: 700 } });
      const faults: string[] = [];
      page.on("console", (message) => faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      await page.goto(pathToFileURL(path).href);
      expect(faults).toEqual([]);
      expect(await page.title()).toBe("i m /i .json: training report");
      const drawings = page.locator("figure > svg");
      expect(await drawings.count()).toBe(charts);
      for (const box of await Promise.all((await drawings.all()).map((drawing) => drawing.boundingBox()))) {
        expect(box?.width).toBeGreaterThan(200);
        expect(box?.height).toBeGreaterThan(50);
      }
      expect(await page.locator("figure > svg", { hasText: "NaN" }).count()).toBe(0);
      // each layer's bars, and a row for each answer
      expect(await page.locator('svg [aria-label="bar"] rect').count()).toBe(
        5 * result.network.layers.length,
      );
      const answers = new Set([
        ...result.evaluation.perAnswer.map(({ answer }) => answer),
        ...(result.heldOut?.perAnswer ?? []).map(({ answer }) => answer),
      ]);
      expect(await page.locator("#answers tbody tr").count()).toBe(answers.size);
      // nothing is wider than the window
      const [inner, outer] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(inner).toBeLessThanOrEqual(outer!);
      const ground = (): Promise<string> =>
        page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await ground();
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await ground()).not.toBe(light);
      await page.close();
    });
  });
});
