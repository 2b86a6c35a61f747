/** Inside in the built page: what one can touch there. Its values are compared in tests/jobs/inside.test.ts. */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { parseModel } from "../../src/model/file.js";
import { hasBrowser } from "../support/browser.js";
import { repositoryPath } from "../support/cli.js";
import { seesLine } from "../support/page.js";
import { useSite } from "../support/visit.js";

describe.skipIf(!hasBrowser)("Inside", () => {
  const site = useSite();
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    ({ page, faults } = await site.visit());
  });

  it("shows the question's trigrams in the buckets that the machine counted them in", async () => {
    const file = repositoryPath("data/tinychat/model.json");
    const grams = parseModel(readFileSync(file, "utf8"), file).encoder.grams("hello");
    const labels = await page
      .locator("#inside .grams button")
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")));
    expect(labels).toEqual(grams.map(({ text, bucket }) => `${text.replaceAll(" ", "␣")}: bucket ${bucket}`));
    expect(await page.locator("#inside .buckets > button").count()).toBe(
      new Set(grams.map((g) => g.bucket)).size,
    );
  });

  it("a trigram lights its bucket, and a bucket its trigrams", async () => {
    const lit = page.locator("#inside .lit");
    await page.locator("#inside .grams button").first().hover();
    expect(await lit.evaluateAll((all) => all.map(({ parentElement }) => parentElement?.className))).toEqual([
      "",
      "buckets",
    ]);
    await page.locator("#inside .buckets > button").last().focus();
    await page.mouse.move(0, 0);
    expect(await lit.count()).toBeGreaterThanOrEqual(2);
  });

  it("goes back to an earlier character, and stands still after each if told to", async () => {
    const note = page.locator("#inside .note");
    await page.locator("#inside .spelled button").last().click();
    await page.locator("#inside").getByRole("button", { name: "Back" }).click();
    expect(await note.textContent()).toContain("“hello” → “HI”");
    await page.locator("#inside").getByRole("button", { name: "Back" }).click();
    expect(await note.textContent()).toContain("“hello” → “H”");

    await page.getByLabel("step by step").check();
    await page.locator(".keyboard").pressSequentially("are you a robot\n");
    const next = page.locator("#inside").getByRole("button", { name: "Next character" });
    for (const sofar of ["Y", "YE", "YES"]) {
      await note.filter({ hasText: `→ “${sofar}”` }).waitFor();
      await next.click();
    }
    await seesLine(page, "YES");
    await page.getByLabel("step by step").uncheck();
    expect(faults).toEqual([]);
  });
});
