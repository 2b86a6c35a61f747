/** What a visitor takes along from the built page is what the command makes, and two of the files lead back in. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { nodeClock } from "../../src/cli/clock.js";
import { build } from "../../src/jobs/build.js";
import { fillPage, readPage } from "../../src/jobs/page.js";
import { MACHINES } from "../../src/machines/machines.js";
import { hasBrowser } from "../support/browser.js";
import { FOR_CPM } from "../support/builds.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { isWhole } from "../support/length.js";
import { faultsOf, seesLine } from "../support/page.js";
import { useSite } from "../support/visit.js";

const MODEL = repositoryPath("data/tinychat/model.json");
const OTHER = repositoryPath("data/guess/model.json");
/** Bytes that chat.html must stay below. */
const MOST_CHAT = 300_000;

/** Every machine's every kind of file. If several machines load a kind, all but the first have files named after them. */
const FILES = MACHINES.flatMap(({ name, files }) =>
  files.map(({ extension }) => {
    const first = MACHINES.find((other) => other.files.some((file) => file.extension === extension));
    const stem = first!.name === name ? "CHAT" : name.toUpperCase();
    return [`${stem}${extension.toUpperCase()}`, name] as const;
  }),
);

const at = temporaryFolder();

/** Takes a file along. */
async function taken(page: Page, file: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 60_000 }),
    page.getByRole("button", { name: file, exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(file);
  return readFileSync(await download.path());
}

async function open(
  page: Page,
  ...files: { name: string; mimeType: string; buffer: Buffer }[]
): Promise<void> {
  await page.locator("#take input[type=file]").setInputFiles(files);
}

describe.skipIf(!hasBrowser)("taken along", () => {
  const site = useSite();
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    ({ page, faults } = await site.visit());
  });

  it.skipIf(!isWhole)("model.json is the model that the page came with", async () => {
    expect((await taken(page, "model.json")).equals(readFileSync(MODEL))).toBe(true);
  });

  it.skipIf(!isWhole).each(FILES)("%s has the bytes of zmlm build for %s", async (file, machine) => {
    const args = file.endsWith(".HEX") ? ["--hex"] : [];
    mkdirSync(at(machine), { recursive: true });
    // a tape has the program's name, which is CHAT
    const output = at(`${machine}/CHAT${extname(file)}`);
    expect((await command(["build", MODEL, "--machine", machine, ...args, "-o", output])).code).toBe(0);
    expect((await taken(page, file)).equals(readFileSync(output))).toBe(true);
  });

  it.skipIf(!isWhole).each([
    ["PCW.DSK", "pcw", []],
    // that system leaves less memory than is usual
    ["RC2014.IMG", "rc2014", ["--tpa", "rc2014"]],
  ])("%s has the bytes of zmlm build --disk %s", async (file, format, args) => {
    // the program on the disk is named as the image
    const output = at(`chat${file.slice(-4).toLowerCase()}`);
    expect((await command(["build", MODEL, "--disk", format, ...args, "-o", output])).code).toBe(0);
    await page.getByLabel("Format of the disk").selectOption(format);
    expect((await taken(page, file)).equals(readFileSync(output))).toBe(true);
  });

  it("chat.html is small, talks from a file, and is opened again", async () => {
    const chat = await taken(page, "chat.html");
    expect(chat.length).toBeLessThan(MOST_CHAT);
    writeFileSync(at("chat.html"), chat);
    if (isWhole) {
      await command(["web", "--chat", at("command.html")]);
      expect(chat.equals(readFileSync(at("command.html")))).toBe(true);
    }

    const other = await site.browser.newPage();
    const url = pathToFileURL(at("chat.html")).href;
    const otherFaults = faultsOf(other, url);
    await other.goto(url);
    await other.locator(".keyboard").pressSequentially("tell me a joke\n");
    await seesLine(other, "WINDOWS");
    await other.locator("#inside .note", { hasText: "“tell me a joke” → “W" }).waitFor();
    expect(otherFaults).toEqual([]);
    await other.close();

    const name = "<img src=x onerror=alert(1)>";
    const html = fillPage(chat.toString(), { ...readPage(chat.toString())!, name });
    await open(page, { name: "chat.html", mimeType: "text/html", buffer: Buffer.from(html) });
    await page.locator("#talk .note", { hasText: name }).waitFor();
    await page.locator(".keyboard").pressSequentially("hello\n");
    await seesLine(page, "HI");
    expect(await page.locator("img").count()).toBe(0);
  });

  it("a model file is opened, built and booted", async () => {
    await open(page, { name: "guess.json", mimeType: "", buffer: readFileSync(OTHER) });
    await page.locator("#talk .note", { hasText: "guess waits" }).waitFor();
    expect(await page.locator("#take .note").first().textContent()).toContain("the program is “guess”");
    await page.locator(".keyboard").pressSequentially("is it an elephant\n");
    await seesLine(page, "WIN");
    expect((await taken(page, "model.json")).equals(readFileSync(OTHER))).toBe(true);
    const built = await build(
      { model: { text: readFileSync(OTHER, "utf8"), file: OTHER }, ...FOR_CPM, measured: false },
      { clock: nodeClock },
      () => {},
    );
    expect((await taken(page, "CHAT.COM")).equals(built.bytes)).toBe(true);
  });

  it("a bad file is one clear sentence, and nothing is lost", async () => {
    const damaged = readFileSync(OTHER, "utf8").replace('"biases":[', '"biases":[7,');
    const cases: [name: string, text: string, message: RegExp][] = [
      ["a.txt", "hello|HI", /^a\.txt: this is neither a model nor a chat; open/],
      ["b.json", "{ half", /^b\.json: this is not a whole JSON file/],
      ["c.json", damaged, /^c\.json: .*(checksum|damaged|layer)/],
      [
        "d.html",
        '<script id="zmlm-program">{"name":1}</script>',
        /^d\.html: the program in this page is damaged/,
      ],
      ["<b>e</b>.html", "<p>nothing</p>", /^<b>e<\/b>\.html: this is neither/],
    ];
    for (const [name, text, message] of cases) {
      await open(page, { name, mimeType: "", buffer: Buffer.from(text) });
      const alert = page.getByRole("alert").locator("span");
      await alert.filter({ hasText: name }).waitFor();
      expect(await alert.textContent()).toMatch(message);
    }
    expect(await page.locator("#talk .note").textContent()).toContain("guess waits");
    expect(faults).toEqual([]);
  });
});

it("a page's program is read back, whatever its name holds", () => {
  const empty = '<html><script type="application/json" id="zmlm-program"></script></html>';
  const name = "</script><!-- $& \\u003c";
  const program = {
    name,
    com: Uint8Array.of(0, 255, 60),
    symbols: new Map([["start", 256]]),
    layout: "packed",
    network: { encoder: { name: "word" as const, buckets: 128 }, charset: "AB", outputs: [4, 2] },
    model: "{}\n",
  };
  const page = fillPage(empty, program);
  writeFileSync(at("page.html"), page);
  expect(readPage(readFileSync(at("page.html"), "utf8"))).toEqual(program);
  expect(readPage(fillPage(page, { ...program, name: "other" }))?.name).toBe("other");
  expect(readPage(empty)).toBeUndefined();
});
