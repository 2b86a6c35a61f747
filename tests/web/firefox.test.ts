/** The built page in a second browser: talk, look inside, teach, train, talk to the result. */

import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Firefox, hasFirefox, openFirefox } from "../support/firefox.js";
import { isWhole } from "../support/length.js";
import { PAGE_FOLDER, type StaticHost, serveFolder } from "../support/page.js";

const SHARED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const HAS_LINE = `return [...document.querySelectorAll(".screen [role=log] > div")].some(
  (line) => line.textContent === arguments[0])`;
const TRAIN = `[...document.querySelectorAll("#watch button")].find((button) => button.textContent === "Train")`;

describe.skipIf(!hasFirefox || !isWhole)("the page in Firefox", () => {
  let firefox: Firefox;
  let host: StaticHost;

  beforeAll(async () => {
    [firefox, host] = await Promise.all([openFirefox(), serveFolder(PAGE_FOLDER, SHARED)]);
  });

  afterAll(async () => {
    await firefox?.close();
    host?.close();
  });

  it("teaches ten lines, trains with threads that share memory, and boots the result", async () => {
    const lesson = Array.from({ length: 10 }, (_, i) => `question ${"abcdefghij"[i].repeat(3)}|NO ${i}`);
    await firefox.goTo(host.url);
    await firefox.waitFor(
      `return crossOriginIsolated && document.querySelector("#teach .cm-content") !== null`,
    );
    await firefox.waitFor(`return document.querySelector("#teach select") !== null`);
    await firefox.evaluate(`const lessons = document.querySelector("#teach select");
      lessons.value = "empty";
      lessons.dispatchEvent(new Event("change", { bubbles: true }));`);
    await firefox.waitFor(`return document.querySelector("#teach .cm-placeholder") !== null`);
    await firefox.type("#teach .cm-content", lesson.join("\n"));
    await firefox.waitFor(
      `return document.querySelector("#teach").textContent.includes("10 pairs, 10 questions")`,
    );
    // the lesson was empty, so the button can be pressed only from now on
    await firefox.waitFor(`return !(${TRAIN}).disabled`);
    // as a click of a mouse does
    await firefox.evaluate(`const train = ${TRAIN}; train.focus(); train.click();`);
    await firefox.waitFor(
      `return document.querySelector("#watch").textContent.includes("The screen runs it")`,
    );
    await firefox.type(".keyboard", "question ccc\n");
    await firefox.waitFor(HAS_LINE, "NO 2");
    expect(await firefox.evaluate(`return document.querySelector("[role=alert]")`)).toBeNull();
  });

  it.each(["a host", "a file"])("says hello from %s, and shows what it computes", async (from) => {
    // another host than above: a first visit
    const other = await serveFolder(PAGE_FOLDER, SHARED);
    onTestFinished(() => other.close());
    await firefox.goTo(from === "a host" ? other.url : pathToFileURL(`${PAGE_FOLDER}/zmlm.html`).href);
    await firefox.waitFor(HAS_LINE, "HI");
    await firefox.type(".keyboard", "do you dream\n");
    await firefox.waitFor(HAS_LINE, "MAYBE");
    const spelled = `return [...document.querySelectorAll(".spelled button")].map((b) => b.textContent).join("")`;
    await firefox.waitFor(`${spelled} === "MAYBE■"`);
  });
});
