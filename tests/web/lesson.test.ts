/** A lesson, its settings and its link, without a page. */

import { describe, expect, it } from "vitest";
import { readPairs } from "../../src/data/pairs.js";
import { planTraining } from "../../src/jobs/plan.js";
import { lessonLink, linkedLesson, MAX_LINK } from "../../src/web/lesson/link.js";
import { questionsOf } from "../../src/web/lesson/questions.js";
import {
  commandOf,
  DEFAULT_SETTINGS,
  requestOf,
  settingsFrom,
  suited,
} from "../../src/web/lesson/settings.js";
import { Course } from "../../src/web/train/course.js";

const PAGE = "https://example.org/zmlm/index.html?x=1#old";
const SETTINGS = { ...DEFAULT_SETTINGS, auto: false, until: { epochs: 40 }, seed: 7, hidden: [24, 16] };
const TEXT = 'hello|HI\n<img src=x onerror="alert(1)">|<B>\nπ|Ü\n';

describe("a link to a lesson", () => {
  const link = lessonLink(PAGE, { name: "a lesson", text: TEXT, settings: SETTINGS });

  it("brings the lesson, its name and its settings", () => {
    expect(link).toMatch(/^https:\/\/example\.org\/zmlm\/index\.html\?x=1#lesson=1\.[\w-]+$/);
    expect(linkedLesson(new URL(link).hash)).toEqual({ name: "a lesson", text: TEXT, settings: SETTINGS });
  });

  it("holds some hundred pairs in what other programs let pass", () => {
    const text = Array.from({ length: 300 }, (_, i) => `question ${i} of ${i * i}|${i % 7}\n`).join("");
    expect(lessonLink(PAGE, { name: "mine", text, settings: SETTINGS }).length).toBeLessThan(MAX_LINK);
  });

  it("that is damaged is told in a sentence; other fragments are none", () => {
    const { hash } = new URL(link);
    for (const bad of [hash.slice(0, -5), "#lesson=1.", "#lesson=1.AAAA", "#lesson=1.%%", "#lesson=x"])
      expect(() => linkedLesson(bad)).toThrow("the lesson in this link is damaged; ask for the link again");
    expect(() => linkedLesson("#lesson=2.AAAA")).toThrow("this link was made by a newer zmlm");
    for (const other of ["", "#take", "#less"]) expect(linkedLesson(other)).toBeUndefined();
  });

  it("doesn't unpack to more than a lesson has", () => {
    const bomb = lessonLink(PAGE, { name: "bomb", text: "a".repeat(3_000_000), settings: SETTINGS });
    expect(bomb.length).toBeLessThan(MAX_LINK);
    expect(() => linkedLesson(new URL(bomb).hash)).toThrow("damaged");
  });
});

describe("settings", () => {
  it("of any shape are taken over as far as they are in range", () => {
    for (const nothing of [undefined, null, 3, "x", [], { until: null }, { until: { seconds: -1 } }])
      expect(settingsFrom(nothing)).toEqual(DEFAULT_SETTINGS);
    expect(settingsFrom(SETTINGS)).toEqual(SETTINGS);
    expect(
      settingsFrom({ hidden: [0], seed: 1.5, density: 7, encoder: "x", buckets: 3, exact: "1" }),
    ).toEqual(DEFAULT_SETTINGS);
    expect(settingsFrom({ hidden: [5, 300] }).hidden).toEqual(DEFAULT_SETTINGS.hidden);
    expect(settingsFrom({ hidden: [] }).hidden).toEqual(DEFAULT_SETTINGS.hidden);
    expect(settingsFrom({ join: { layer: 1, buckets: 64 } }).join).toEqual({ layer: 1, buckets: 128 });
    expect(settingsFrom({ join: { layer: 2, buckets: 128 } }).join).toEqual({ layer: 2, buckets: 128 });
    expect(settingsFrom({ firstLine: " “Zoë”, 3 " }).firstLine).toBe('"Zoe", 3');
    expect(settingsFrom({ firstLine: "привет" }).firstLine).toBe("");
  });

  it("suit the lesson if the visitor leaves the network to the page", () => {
    expect(suited(SETTINGS, TEXT)).toBe(SETTINGS);
    const { buckets, hidden, recipe } = planTraining(readPairs(TEXT, "pairs.txt"));
    const odd = { ...SETTINGS, auto: true };
    expect(suited(odd, TEXT)).toMatchObject({ buckets, hidden, ...recipe, seed: 7 });
  });

  it("are those of the command that trains the same", () => {
    expect(commandOf(SETTINGS, 2)).toBe(
      "zmlm train pairs.txt -o model.json --skip-faulty --epochs 40 --until 0.98 --seed 7 --hidden 24,16 --backend wasm --threads 2",
    );
    const subject = { name: "my lesson", text: TEXT, settings: SETTINGS };
    const further = requestOf(subject, 1, {
      model: { file: "mine", text: "" },
      checkpoint: { file: "", bytes: undefined },
    });
    expect(further).not.toHaveProperty("hidden");
    expect(further.command).toMatch(/--threads 1 --resume$/);
    // who made it may have written a line
    expect(further.banner).toBeUndefined();

    const whole = requestOf({ ...subject, name: "cats.txt" }, 1);
    expect(whole.banner).toBe("CATS. TRY: HELLO. ! LEAVES.");
    expect(whole.command).toContain("--banner 'CATS. TRY: HELLO. ! LEAVES.'");
    const join = { layer: 1, buckets: 128 } as const;
    const other = requestOf({ ...subject, settings: { ...SETTINGS, join, firstLine: "CAT" } }, 1);
    expect(other).toMatchObject({ banner: "CAT", join });
    expect(other.command).toContain("--hidden 24,16 --join 1 --banner CAT");
    const replies = { ...SETTINGS, head: "replies", hidden: [192, 128] } as const;
    expect(requestOf({ ...subject, settings: replies }, 1)).not.toHaveProperty("join");
    // the command has another usual width for whole answers
    expect(commandOf(replies, 1)).toContain("--hidden 192,128 --head replies");
  });
});

describe("the curves of a training", () => {
  const at = (seconds: number, floatAccuracy = seconds / 1e5) => ({
    epoch: 0,
    epochs: undefined,
    done: 0,
    loss: 1,
    floatAccuracy,
    integerAccuracy: undefined,
    heldOutAccuracy: 0.5,
    seconds,
    secondsLeft: undefined,
  });

  it("go on where a checkpoint was", () => {
    const course = new Course();
    for (const seconds of [1, 2, 3, 4]) course.add(at(seconds));
    const resumed = new Course(structuredClone(course.columns));
    resumed.add(at(2.5));
    expect(resumed.columns[0]).toEqual([1, 2, 2.5]);
    expect(resumed.columns[2]).toEqual([null, null, null]);
    expect(resumed.columns[3]).toEqual([0.5, 0.5, 0.5]);
  });

  it("have no more points than a chart shows, from the first to the last second", () => {
    const course = new Course();
    for (let i = 0; i < 100_000; i++) course.add(at(i / 10));
    const [seconds] = course.columns;
    expect(seconds.length).toBeLessThan(1600);
    expect(seconds[0]).toBe(0);
    expect(seconds.at(-1)).toBeGreaterThan(9900);
    course.add(at(20_000, Number.NaN));
    expect(seconds).toBe(course.columns[0]);
  });

  it("that were kept in another shape are none", () => {
    for (const odd of [3, [[1], [2]], [[1], [1], [1], ["x"]], [[1, 2], [1], [1], [1]]])
      expect(new Course(odd).columns).toEqual([[], [], [], []]);
  });
});

it("questions to ask are one each of the most frequent answers, and differ", () => {
  const answers = [2, 3, 4, 9].map((first) => ({ first }));
  expect(questionsOf("# x\n hello |HI\nbye|BYE\nhello|NO\n", answers)).toEqual(["hello", "bye"]);
});
