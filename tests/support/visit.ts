/** The built page in Chromium, for the tests of a `describe`. */

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { openBrowser } from "./browser.js";
import { faultsOf, PAGE_FOLDER, type StaticHost, seesLine, serveFolder } from "./page.js";

export interface Visit {
  readonly page: Page;
  /** What has gone wrong in the page, so far. */
  readonly faults: readonly string[];
}

export interface Site {
  readonly browser: Browser;
  /** Where the page is served. */
  readonly url: string;
  /** A visitor who sees the first reply. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
}

/**
 * One browser and one host for a `describe`: opened before its tests, closed after them.
 * @param headers sent with each file
 */
export function useSite(headers: Readonly<Record<string, string>> = {}): Site {
  let browser: Browser;
  let host: StaticHost;

  beforeAll(async () => {
    [browser, host] = await Promise.all([openBrowser(), serveFolder(PAGE_FOLDER, headers)]);
  });

  afterAll(async () => {
    await browser?.close();
    host?.close();
  });

  return {
    get browser() {
      return browser;
    },
    get url() {
      return host.url;
    },
    async visit(options) {
      const page = await browser.newPage(options);
      const faults = faultsOf(page, host.url);
      await page.goto(host.url);
      await seesLine(page, "HI");
      return { page, faults };
    },
  };
}
