/** A visitor's whole way through the built page: teach, train, talk, take everything along, send a chat to a friend. */

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { parseModel } from "../../src/model/file.js";
import { reply } from "../../src/model/inference.js";
import { hasBrowser } from "../support/browser.js";
import { temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { isWhole } from "../support/length.js";
import { faultsOf, seesLine } from "../support/page.js";
import { ISOLATED, openTeach, teach, train } from "../support/teach.js";
import { useSite } from "../support/visit.js";

const LESSON = Array.from(
  { length: 10 },
  (_, i) => `question ${"abcdefghij"[i].repeat(3)}|ANSWER ${i}\n`,
).join("");
const MOST_CHAT = 300_000;

const at = temporaryFolder();

describe.skipIf(!hasBrowser || !isWhole)("a visitor", () => {
  const site = useSite(ISOLATED);

  /** Takes a file along, into the folder of this test. */
  async function take(page: Page, file: string): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: 60_000 }),
      page.getByRole("button", { name: file, exact: true }).click(),
    ]);
    await download.saveAs(at(file));
    return at(file);
  }

  it("teaches, trains, talks, and takes away what the command makes too", async () => {
    const page = await site.browser.newPage();
    const faults = faultsOf(page, site.url);
    await openTeach(page, site.url);
    await teach(page, LESSON);
    await page.getByText("10 pairs, 10 questions, 10 answers.").waitFor();
    await train(page, { epochs: 80, exact: 100, hidden: "32, 24" });
    await page.locator("#talk .note", { hasText: "my lesson waits" }).waitFor({ timeout: 60_000 });

    const model = parseModel(readFileSync(await take(page, "model.json"), "utf8"), "model.json");
    await page.locator(".keyboard").pressSequentially("question ccc\n");
    await seesLine(page, "> question ccc");
    await seesLine(page, reply(model, "question ccc"));

    const com = readFileSync(await take(page, "CHAT.COM"));
    expect((await command(["build", at("model.json"), "-o", at("command.com")])).code).toBe(0);
    expect(com.equals(readFileSync(at("command.com")))).toBe(true);

    expect(readFileSync(await take(page, "pairs.txt"), "utf8")).toBe(LESSON);
    expect((await command(["eval", at("CHAT.COM"), at("pairs.txt")])).code).toBe(0);

    expect(readFileSync(await take(page, "report.html"), "utf8")).toMatch(/<svg/);
    expect(readFileSync(await take(page, "chat.html")).length).toBeLessThan(MOST_CHAT);

    const friend = await site.browser.newPage();
    await friend.goto(pathToFileURL(at("chat.html")).href);
    await friend.locator("#talk .note", { hasText: "my lesson waits" }).waitFor();
    await friend.locator(".keyboard").pressSequentially("question aaa\n");
    await seesLine(friend, reply(model, "question aaa"));
    expect(faults).toEqual([]);
  });

  it("asks of a model file that somebody sent, by its own name", async () => {
    const { page } = await site.visit();
    writeFileSync(at("sent.json"), readFileSync(at("model.json")));
    await page.locator("#take input[type=file]").setInputFiles(at("sent.json"));
    await page.locator("#talk .note", { hasText: "sent waits" }).waitFor();
    await page.locator(".keyboard").pressSequentially("question bbb\n");
    await seesLine(page, "> question bbb");
    await page.close();
  });
});
