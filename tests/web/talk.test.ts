/** Talk in the built page, as a visitor sees it. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { hasBrowser } from "../support/browser.js";
import { isWhole } from "../support/length.js";
import { faultsOf, PAGE_FOLDER, seesLine } from "../support/page.js";
import { useSite } from "../support/visit.js";

/** Most bytes, by brotli as web hosts send them, until Talk works. */
const MOST_BYTES = 150_000;

describe.skipIf(!hasBrowser)("the page", () => {
  const site = useSite();

  it.each(isWhole ? ["a static host", "a file", "index.html as a file"] : ["a file"])(
    "says hello from %s",
    async (from) => {
      const file = from === "a file" ? "zmlm.html" : "index.html";
      const url = from === "a static host" ? site.url : pathToFileURL(`${PAGE_FOLDER}/${file}`).href;
      const page = await site.browser.newPage();
      const faults = faultsOf(page, new URL(".", url).href);
      await page.goto(url);
      await seesLine(page, "> hello");
      await seesLine(page, "HI");
      await page.locator(".keyboard").pressSequentially("are you a robot\n");
      await seesLine(page, "YES");
      // index.html leads to the page of one file, while the browser complains about its own scripts
      if (from !== "index.html as a file") expect(faults).toEqual([]);
      await page.close();
    },
  );

  it("takes few bytes until the first reply is there", async () => {
    const page = await site.browser.newPage();
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector("[role=log]")?.textContent?.includes("HI")) return;
        Object.assign(globalThis, { repliedAt: performance.now() });
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(site.url);
    await seesLine(page, "HI");
    // what begins to load afterwards isn't needed to talk
    const files = await page.evaluate(async () => {
      const resources = () => performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      const { repliedAt } = globalThis as unknown as { repliedAt: number };
      return resources()
        .filter(({ startTime }) => startTime < repliedAt)
        .map(({ name }) => new URL(name).pathname.replace("/sub/", ""));
    });
    files.push("index.html");
    expect(files.length).toBeGreaterThan(2);
    const sizes = files.map((file) => {
      const bytes = readFileSync(`${PAGE_FOLDER}/${file}`);
      return brotliCompressSync(bytes).length;
    });
    const sum = sizes.reduce((total, size) => total + size, 0);
    expect(sum).toBeLessThan(MOST_BYTES);
    await page.close();
  });

  it.skipIf(!isWhole)(
    "takes keys as people give them: paste, backspace, a phone's corrections, control characters",
    async () => {
      const page = await site.browser.newPage();
      await page.goto(site.url);
      const field = page.locator(".keyboard");
      const line = page.locator(".cursor-line");
      await page.locator("#talk .note", { hasText: "waits" }).waitFor();
      await field.fill("are yuo");
      await line.filter({ hasText: "> are yuo" }).waitFor();
      // what a phone's keyboard does when it corrects a word
      await field.fill("are you ä “robot”");
      await line.filter({ hasText: '> are you a "robot"' }).waitFor();
      await field.press("Backspace");
      await line.filter({ hasText: '> are you a "robot' }).waitFor();
      await field.press("Control+x");
      await line.filter({ hasText: /^> *$/ }).waitFor();
      await field.fill("tell me a joke\nhow much memory have you got\n");
      await seesLine(page, "WINDOWS");
      await seesLine(page, "64K");
      await field.fill("!\n");
      await page.locator("#talk .note", { hasText: "has left" }).waitFor();
      await field.press("Enter");
      await page.locator("#talk .note", { hasText: "waits" }).waitFor();
      await page.close();
    },
  );
});
