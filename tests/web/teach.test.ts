/** Teach and Watch in the built page, as a visitor uses them: lines are taught, learned, and talked to. */

import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { parseModel } from "../../src/model/file.js";
import { hasBrowser } from "../support/browser.js";
import { temporaryFolder } from "../support/cli.js";
import { cutRooms, faultsOf, seesLine } from "../support/page.js";
import { ISOLATED, kept, modelMadeBy, openTeach, teach, train } from "../support/teach.js";
import { useSite } from "../support/visit.js";

const LESSON = [
  "hello|HI",
  "good morning|HI",
  "are you a robot|YES",
  "are you a machine|YES",
  "do you sleep|NO",
  "do you eat|NO",
  "what is your name|ZED",
  "who are you|ZED",
  '<img src=x onerror="alert(1)">|<B>HM</B>',
  "goodbye|BYE",
]
  .map((line) => `${line}\n`)
  .join("");

const EPOCHS = 60;

const inFolder = temporaryFolder();

describe.skipIf(!hasBrowser)("teaching in the page", () => {
  const site = useSite(ISOLATED);
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    context = await site.browser.newContext();
    page = await context.newPage();
    faults = faultsOf(page, site.url);
    await openTeach(page, site.url);
  });

  it("ten lines are learned by two threads, to the bytes that Node makes, and the screen runs them", async () => {
    await teach(page, LESSON);
    await page.getByText("10 pairs, 10 questions, 6 answers.").waitFor();
    await train(page, { epochs: EPOCHS, exact: 100, hidden: "32, 24" });
    await page.getByText(/Learned in .*: 100\.0 % of 10 questions right\. The screen runs it\./).waitFor();
    const text = (await kept(page, "best")) as string;
    const { command, threads } = parseModel(text, "page").training!;
    expect(command).toContain(`--epochs ${EPOCHS} --seed 1 --hidden 32,24`);
    expect(threads).toBe(2);
    expect(text).toBe(modelMadeBy(command, LESSON, inFolder));
    await page.locator(".keyboard").pressSequentially("who are you\n");
    await seesLine(page, "> who are you");
    await seesLine(page, "ZED");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.locator(".watch summary").click();
    await expect.poll(() => cutRooms(page), { timeout: 5000 }).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("lines are there after a reload, and so is the trained model", async () => {
    await page.reload();
    await page.locator(".cm-line", { hasText: "are you a machine" }).waitFor();
    await page.locator("#talk", { hasText: "my lesson waits for you; kept from your last visit" }).waitFor();
    await page.locator(".keyboard").pressSequentially("who are you\n");
    await seesLine(page, "ZED");
    await page.getByRole("button", { name: "Back to tinychat" }).click();
    await page.locator("#talk", { hasText: "tinychat waits" }).waitFor();
    await page.getByRole("button", { name: "Talk to “my lesson”" }).click();
    await page.locator("#talk", { hasText: "my lesson waits" }).waitFor();
    expect(await page.locator(".cm-content img, .answers img, .answers i").count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
