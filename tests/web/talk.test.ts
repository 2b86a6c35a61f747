/** Talk in the built page, as a visitor sees it. */

import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, openBrowser } from "../support/browser.js";
import { faultsOf, PAGE_FOLDER, type StaticHost, seesLine, serveFolder } from "../support/page.js";

describe.skipIf(!hasBrowser)("the page", () => {
  let browser: Browser;
  let host: StaticHost;

  beforeAll(async () => {
    [browser, host] = await Promise.all([openBrowser(), serveFolder()]);
  });

  afterAll(async () => {
    await browser?.close();
    host?.close();
  });

  it.each(["a static host", "a file"])("says hello from %s", async (from) => {
    const url = from === "a file" ? pathToFileURL(`${PAGE_FOLDER}/zmlm.html`).href : host.url;
    const page = await browser.newPage();
    const faults = faultsOf(page, url);
    await page.goto(url);
    await seesLine(page, "> hello");
    await seesLine(page, "HI");
    await page.locator(".keyboard").pressSequentially("are you a robot\n");
    await seesLine(page, "YES");
    expect(faults).toEqual([]);
    await page.close();
  });
});
