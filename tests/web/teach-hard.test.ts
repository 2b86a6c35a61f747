/** Teach and Watch where things go wrong: killed tabs, bad files, no room to keep anything, long lessons. */

import { readFileSync } from "node:fs";
import { gzipSync } from "fflate";
import type { BrowserContext, Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { readPairs } from "../../src/data/pairs.js";
import { parseModel } from "../../src/model/file.js";
import { lessonLink } from "../../src/web/lesson/link.js";
import { DEFAULT_SETTINGS } from "../../src/web/lesson/settings.js";
import { hasBrowser } from "../support/browser.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { isWhole } from "../support/length.js";
import { faultsOf, PAGE_FOLDER, seesLine } from "../support/page.js";
import { ISOLATED, kept, modelMadeBy, openTeach, teach, train } from "../support/teach.js";
import { useSite } from "../support/visit.js";

const PAIRS = readFileSync(repositoryPath("data/tinychat/pairs.txt"), "utf8");
const SHORT = readFileSync(repositoryPath("data/tinychat/short.txt"), "utf8");
/** "1,234 pairs": what the page says of a text. */
const counted = (text: string) => `${readPairs(text, "").length.toLocaleString("en")} pairs`;

const LESSON = "hello|HI\ngood day|HI\nare you a robot|YES\nare you there|YES\nbye|BYE\nso long|BYE\n";
const MODEL = readFileSync(repositoryPath("data/tinychat/model.json"));
const MARKUP = '<img src=x onerror="document.title=1">';

const inFolder = temporaryFolder();

describe.skipIf(!hasBrowser || !isWhole)("teaching in the page, where things go wrong", () => {
  const site = useSite(ISOLATED);
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  beforeEach(async () => {
    await context?.close();
    context = await site.browser.newContext();
    page = await context.newPage();
    faults = faultsOf(page, site.url);
  });

  const editor = () => page.locator(".cm-content");
  const summary = (text: string) => page.locator(".summary", { hasText: text }).waitFor();
  const alert = (text: string) => page.locator(".teach [role=alert]", { hasText: text }).waitFor();
  const open = (name: string, content: string | Uint8Array) =>
    page.locator(".teach input[type=file]").setInputFiles({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(content),
    });

  it("a killed tab leaves the lines, the best model and the training to go on with", async () => {
    await openTeach(page, site.url);
    await teach(page, LESSON);
    await summary("6 pairs");
    await train(page, { seconds: 120, exact: 100 });
    const figures = page.locator(".watch .state", { hasText: /[1-9] %.*epoch/ });
    await figures.waitFor();
    for (const key of ["best", "checkpoint"])
      await expect.poll(() => kept(page, key), { timeout: 20_000 }).toBeTruthy();
    // as the system kills it: without a word to the page
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent("crash");
    // no answer comes
    session.send("Page.crash").catch(() => undefined);
    await crashed;
    page = await context.newPage();
    await openTeach(page, site.url);
    await page.locator(".cm-line", { hasText: "so long|BYE" }).waitFor();
    await page.getByText(/The training of “my lesson” ended at \d+ %.*Its best network is kept/).waitFor();
    await page.getByRole("button", { name: "Talk to “my lesson”" }).click();
    await page.locator("#talk", { hasText: "my lesson waits" }).waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.locator(".watch .state", { hasText: "Learns." }).waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByText(/Stopped: .* of 6 questions right/).waitFor();
    await page.getByRole("button", { name: "Go on" }).waitFor();
  });

  it("a training that was stopped goes on to the bytes that it would have made", async () => {
    // in the page itself: on a busy machine, a test hears of the first checkpoint when the training is over
    await page.addInitScript(() => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (value, key) {
        if (key === "checkpoint") {
          IDBObjectStore.prototype.put = put;
          const buttons = Array.from(document.querySelectorAll("button"));
          buttons.find(({ textContent }) => textContent === "Stop")!.click();
        }
        return put.call(this, value, key);
      };
    });
    // a network too small for these lines, so that it trains for longer than the first checkpoint takes to come
    const long = SHORT;
    await openTeach(page, site.url);
    await summary(counted(long));
    await train(page, { epochs: 300, exact: 100, hidden: "24, 16" });
    await page.getByText("Stopped: ").waitFor({ timeout: 60_000 });
    await expect.poll(() => kept(page, "checkpoint"), { timeout: 20_000 }).toBeTruthy();
    await page.getByRole("button", { name: "Go on", exact: true }).click();
    await page.getByText(/Learned in .* questions right/).waitFor({ timeout: 180_000 });
    const text = (await kept(page, "best")) as string;
    const { command } = parseModel(text, "page").training!;
    expect(command).not.toContain("--resume");
    expect(text).toBe(modelMadeBy(command, long, inFolder));
    expect(faults).toEqual([]);
  });

  it("a hidden tab pauses its training, says so, and doesn't count the time", async () => {
    await openTeach(page, site.url);
    await teach(page, LESSON);
    await train(page, { seconds: 300, exact: 100 });
    const state = page.locator(".watch .state");
    await state.filter({ hasText: "epoch" }).waitFor();
    const hide = (hidden: boolean) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    await hide(true);
    await state.filter({ hasText: "Paused" }).waitFor();
    await page.waitForTimeout(500);
    const before = await state.textContent();
    await page.waitForTimeout(2500);
    expect(await state.textContent()).toBe(before);
    await hide(false);
    await expect.poll(() => state.textContent(), { timeout: 10_000 }).not.toBe(before);
    expect(await state.textContent()).toContain("Learns.");
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByText(/Stopped: /).waitFor();
    expect(faults).toEqual([]);
  });

  it("tells in one sentence what is wrong with a file, and loses nothing", async () => {
    await openTeach(page, site.url);
    await teach(page, LESSON);
    await summary("6 pairs");
    for (const [name, content, fault] of [
      ["nothing.txt", "", "nothing.txt: this file is empty"],
      ["prose.txt", "Once upon a time\n", "prose.txt: this has no lines of question|answer"],
      ["picture.png", Uint8Array.from([137, 80, 78, 71, 0, 0]), "picture.png: this isn't text"],
      ["cut.txt.gz", gzipSync(Buffer.from(LESSON.repeat(99))).slice(0, 60), "this gzip file is damaged"],
      ["model.json", MODEL, "model.json: this is a model, not its pairs; open it under “Take it with you”"],
      ["broken.json", '[{"question": "a"', "broken.json:"],
      [`${MARKUP}.txt`, "prose\n", `${MARKUP}.txt: this has no lines`],
    ] as const) {
      await open(name, content);
      await alert(fault);
    }
    await page.locator(".cm-line", { hasText: "so long|BYE" }).waitFor();
    await open("bomb.txt.gz", gzipSync(new Uint8Array(70 << 20).fill(97)));
    await alert("this has more than 64 MB");
    await page.locator(".teach [role=alert]").getByRole("button", { name: "OK" }).click();
    expect(await page.locator(".teach [role=alert]").count()).toBe(0);
    await open("nothing.txt", "");
    await alert("this file is empty");
    await page.locator(".cm-content").press("End");
    await page.keyboard.insertText("!");
    await expect.poll(() => page.locator(".teach [role=alert]").count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    const name = page.locator(".teach select option").first();
    expect(await name.textContent()).toBe("my lesson");
    await open("faq.csv", `question,answer\nwho,${MARKUP.slice(0, 20)}\n${MARKUP},me\n`);
    await summary("2 pairs");
    await page.getByText("CSV: 2 found, 2 pairs.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await summary("6 pairs");
    expect(await name.textContent()).toBe("my lesson");
    await page.getByRole("button", { name: "Redo" }).click();
    await summary("2 pairs");
    expect(await name.textContent()).toBe("faq.csv");
    await open("more.txt.gz", gzipSync(Buffer.from(LESSON)));
    await summary("6 pairs");
    expect(await page.locator(".teach img, .watch img").count()).toBe(0);
    expect(await page.title()).toContain("zmlm");
    expect(faults).toEqual([]);
  });

  it("a file that is dropped outside Teach is opened in the page: pairs in Teach, a model in Talk", async () => {
    await openTeach(page, site.url);
    const drop = (name: string, text: string) =>
      page.evaluate(
        ([name, text]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], name));
          const send = (type: string) =>
            document
              .querySelector("#take")!
              .dispatchEvent(
                new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
              );
          // false: the page takes it
          return [send("dragover"), send("drop")];
        },
        [name, text] as const,
      );
    expect(await drop("mine.txt", LESSON)).toEqual([false, false]);
    await page.locator(".teach select option", { hasText: "mine.txt" }).waitFor({ state: "attached" });
    await page.locator(".cm-line", { hasText: "so long|BYE" }).waitFor();
    expect(await drop("sent.json", MODEL.toString())).toEqual([false, false]);
    await page.locator("#talk .note", { hasText: "sent waits" }).waitFor();
    await page.locator(".cm-line", { hasText: "so long|BYE" }).waitFor();
    // a link puts an opened program aside, too
    const settings = { ...DEFAULT_SETTINGS, until: { epochs: 5 } };
    await page.evaluate(
      (link) => {
        location.href = link;
      },
      lessonLink(site.url, { name: "of a friend", text: "theirs|ONE\n", settings }),
    );
    await page.locator("#talk .note", { hasText: "of a friend waits" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Back to my lesson, mine.txt" }).click();
    await page.locator("#talk .note", { hasText: "sent waits" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("marks lines that are no pairs, explains them, and learns the others", async () => {
    await openTeach(page, site.url);
    await teach(page, `${LESSON}oops\nhello|BYE\n`);
    await summary("1 line is no pair, and is left out.");
    await page.getByRole("button", { name: "Next mark" }).click();
    await page.getByText('Line 7: no "|" in this line; write question|answer').waitFor();
    await page.locator(".cm-lint-marker-error").hover();
    await page.locator(".cm-tooltip", { hasText: 'no "|" in this line; write question|answer' }).waitFor();
    await train(page, { epochs: 5, hidden: "8" });
    await page.getByText("1 faulty line left out").waitFor();
    await page.getByText("The screen runs it.").waitFor();
    expect(faults).toEqual([]);
  });

  it("takes 25,000 lines, checks them aside, and stays awake", async () => {
    await openTeach(page, site.url);
    await page.evaluate(() => {
      const times: number[] = [];
      let last = performance.now();
      const frame = (now: number) => {
        times.push(now - last);
        last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      Object.assign(globalThis, { times });
    });
    await open("pairs.txt", PAIRS);
    await page.locator(".summary", { hasText: counted(PAIRS) }).waitFor({ timeout: 60_000 });
    const times = await page.evaluate(() => (globalThis as unknown as { times: number[] }).times);
    // the longest is the editor's new text; the check, elsewhere, takes longer
    expect(Math.max(...times)).toBeLessThan(times.reduce((sum, time) => sum + time) / 2);
    await page.getByRole("button", { name: "Undo" }).click();
    await summary(counted(SHORT));
    expect(faults).toEqual([]);
  });

  it.each([
    ["forbidden", "keeps nothing for the page"],
    ["full", "has no room left for the page"],
  ])("works where keeping is %s, and says so", async (how, sentence) => {
    await page.addInitScript((how) => {
      const refuse = (name: string) => () => {
        throw new DOMException("no", name);
      };
      if (how === "full") IDBObjectStore.prototype.put = refuse("QuotaExceededError");
      else Object.defineProperty(globalThis, "indexedDB", { get: refuse("SecurityError") });
    }, how);
    await openTeach(page, site.url);
    await teach(page, LESSON);
    await page.getByText(sentence).waitFor();
    await train(page, { epochs: 40, hidden: "32" });
    await page.getByText("The screen runs it.").waitFor();
    await page.locator(".keyboard").pressSequentially("so long\n");
    await seesLine(page, "> so long");
    expect(faults).toEqual([]);
  });

  it("a link brings a lesson, which is learned at once; one's own comes back", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openTeach(page, site.url);
    await teach(page, LESSON);
    await summary("6 pairs");
    await page.getByRole("button", { name: "Link" }).click();
    await page.getByText("Copied.").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link.length).toBeLessThan(400);
    const other = await context.newPage();
    const otherFaults = faultsOf(other, site.url);
    await other.goto(site.url);
    await teach(other, "mine|OWN\n");
    await other.locator(".summary", { hasText: "1 pair," }).waitFor();
    await other.evaluate((link) => {
      location.href = link;
    }, link);
    await other.locator(".cm-line", { hasText: "so long|BYE" }).waitFor();
    await other.getByText(/ of 6 questions right. The screen runs it./).waitFor({ timeout: 60_000 });
    expect(other.url()).toBe(site.url);
    await other.getByRole("button", { name: "Back to my lesson" }).click();
    await other.locator(".cm-line", { hasText: "mine|OWN" }).waitFor();
    await other.evaluate(() => {
      location.hash = "#lesson=1.AAAA";
    });
    await other.getByText("the lesson in this link is damaged").waitFor();
    await other.locator(".cm-line", { hasText: "mine|OWN" }).waitFor();
    expect(otherFaults).toEqual([]);
    await editor().click();
    await open("pairs.txt", SHORT);
    await summary(counted(SHORT));
    await page.getByRole("button", { name: "Link" }).click();
    await page.getByText("A link holds 8,000 characters").waitFor();
  });

  it("a link puts the visitor's model aside, too; it comes back with its settings, even in a later visit", async () => {
    const settings = { ...DEFAULT_SETTINGS, until: { epochs: 5 } };
    const link = (text: string) => lessonLink(site.url, { name: "of a friend", text, settings });
    await openTeach(page, site.url);
    await teach(page, LESSON);
    await train(page, { epochs: 30, hidden: "32" });
    await page.getByText(/ of 6 questions right. The screen runs it./).waitFor();
    const mine = await kept(page, "best");
    const follow = async (text: string) => {
      await page.evaluate((link) => {
        location.href = link;
      }, link(text));
      await page.getByText(/ of 1 questions right. The screen runs it./).waitFor();
      await page.locator("#talk", { hasText: "of a friend waits" }).waitFor();
    };
    const back = () => page.getByRole("button", { name: "Back to my lesson, my lesson" }).click();
    const isBack = async () => {
      await page.locator(".cm-line", { hasText: "so long|BYE" }).waitFor();
      await expect.poll(() => kept(page, "best")).toBe(mine);
      await page.getByText(/“my lesson” was trained here.*It is kept/).waitFor();
      expect(await page.locator(".watch").getByLabel("epochs", { exact: true }).inputValue()).toBe("30");
      expect(await page.getByRole("button", { name: "Back to my lesson" }).count()).toBe(0);
    };
    await follow("theirs|ONE\n");
    expect(await kept(page, "best")).not.toBe(mine);
    await expect.poll(() => page.getByText("it is being learned now").count()).toBe(0);
    await back();
    await page.locator("#talk", { hasText: "my lesson waits" }).waitFor();
    await isBack();
    await follow("other|TWO\n");
    await page.reload();
    await page.locator(".cm-line", { hasText: "other|TWO" }).waitFor();
    await page
      .locator("#talk", { hasText: "of a friend waits for you; kept from your last visit" })
      .waitFor();
    await back();
    await isBack();
    await page.locator("#talk", { hasText: "my lesson waits" }).waitFor();
    await page.reload();
    await page.locator("#talk", { hasText: "my lesson waits for you; kept" }).waitFor();
    expect(faults).toEqual([]);
  });

  it("a link at the first visit puts nothing aside", async () => {
    const text = "theirs|ONE\n";
    const settings = { ...DEFAULT_SETTINGS, until: { epochs: 5 } };
    await page.goto(lessonLink(site.url, { name: "of a friend", text, settings }));
    await page.getByText(/ of 1 questions right. The screen runs it./).waitFor();
    await page.locator(".summary", { hasText: "1 pair," }).waitFor();
    expect(await page.getByRole("button", { name: "Back to my lesson" }).count()).toBe(0);
  });

  it("from a file it trains in one thread", async () => {
    await openTeach(page, `file://${PAGE_FOLDER}/zmlm.html`);
    await teach(page, LESSON);
    await train(page, { epochs: 40, hidden: "32" });
    await page.getByText("The screen runs it.").waitFor();
    await page.locator(".keyboard").pressSequentially("bye\n");
    await seesLine(page, "BYE");
  });
});
