/** The page for everybody: no fault that axe knows, by keyboard alone, from a small phone to a large screen. */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { hasBrowser } from "../support/browser.js";
import { repositoryPath } from "../support/cli.js";
import { isWhole } from "../support/length.js";
import { cutRooms, seesLine } from "../support/page.js";
import { useSite } from "../support/visit.js";

const AXE = readFileSync(repositoryPath("node_modules/axe-core/axe.min.js"), "utf8");

interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: "dark" | "light";
}

const LAPTOP: Look = { width: 1280, height: 800, colorScheme: "dark" };
const PHONE: Look = { width: 360, height: 740, colorScheme: "light" };
const LOOKS: readonly Look[] = isWhole
  ? [
      LAPTOP,
      { ...LAPTOP, colorScheme: "light" },
      PHONE,
      { ...PHONE, colorScheme: "dark" },
      { width: 800, height: 600, colorScheme: "light" },
      { width: 3840, height: 2160, colorScheme: "dark" },
    ]
  : [PHONE];

/** Faults that axe finds, as `rule: element`. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

describe.skipIf(!hasBrowser)("the page for everybody", () => {
  const site = useSite();

  /** A page on which the first reply is there, and every room. */
  async function visit({ width, height, colorScheme }: Look): Promise<Page> {
    const viewport = { width, height };
    const { page } = await site.visit({ viewport, colorScheme, reducedMotion: "reduce" });
    await page.locator("#take button").first().waitFor();
    await page.locator("#teach .cm-editor").waitFor({ state: "attached" });
    await page.locator("#watch button").first().waitFor();
    return page;
  }

  it.each(LOOKS)("axe finds nothing at $width × $height, $colorScheme", async (look) => {
    const page = await visit(look);
    expect(await axeFaults(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    if (look.width < 900) {
      await page.getByRole("button", { name: "Teach it" }).click();
      await page.locator("#teach .cm-editor").waitFor();
      expect(await axeFaults(page)).toEqual([]);
      await page.getByRole("dialog", { name: "Teach" }).waitFor();
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press("Tab");
        const place = await page.evaluate(() => document.activeElement?.closest("section, body")?.id);
        expect(["teach", ""]).toContain(place);
      }
      await page.keyboard.press("Escape");
      await page.locator("#teach .cm-editor").waitFor({ state: "hidden" });
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent), { timeout: 10_000 })
        .toBe("Teach it");
      expect(await page.locator("[inert], [role=dialog]").count()).toBe(0);
    }
    await page.close();
  });

  it.skipIf(!isWhole)("all four rooms are seen whole on laptops", async () => {
    const page = await visit(LAPTOP);
    for (const [width, height] of [
      [1280, 800],
      [1366, 768],
      [1440, 900],
    ]) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => cutRooms(page), { timeout: 5000 }).toEqual([]);
    }
    await page.close();
  });

  it.skipIf(!isWhole)("works by keyboard alone", async () => {
    const page = await visit(LAPTOP);
    // typed without a click: it goes to the screen
    await page.keyboard.type("are you a robot\n");
    await seesLine(page, "YES");
    await page.keyboard.press("Shift+Tab");
    /** What has the focus, from the top of the page on. */
    const reached = new Set<string>();
    for (let i = 0; i < 70; i++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
      });
      reached.add(name);
    }
    // many buttons are one stop; the arrow keys go on
    const answers = page
      .getByRole("list", { name: "Answers and the number of their lines" })
      .getByRole("button");
    await answers.first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    expect(await answers.nth(2).evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press("End");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    expect(await answers.last().evaluate((button) => button === document.activeElement)).toBe(true);
    for (const name of ["Reset", "Sound", "Back", "Train", "model.json", "CHAT.COM"])
      expect([...reached]).toContain(name);
    await page.close();
  });

  it.skipIf(!isWhole)("a screen reader hears whole lines, as they come", async () => {
    const page = await visit(LAPTOP);
    const log = page.getByRole("log");
    const heard = await log.evaluate((element) => {
      const lines: string[] = [];
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) lines.push(node.textContent ?? "");
      }).observe(element, { childList: true });
      Object.assign(globalThis, { heard: lines });
      return lines;
    });
    expect(heard).toEqual([]);
    await page.locator(".keyboard").pressSequentially("do you dream\n");
    await seesLine(page, "MAYBE");
    expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([
      "> do you dream",
      "MAYBE",
    ]);
    await page.close();
  });
});
