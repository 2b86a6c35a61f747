/** The worker that checks pairs: thousands of lines take seconds. */

import { checkLesson } from "../../jobs/lesson.js";
import { inPageWords } from "../page-words.js";
import { type CheckAnswer, type CheckTask, MOST_ANSWERS, MOST_FINDINGS } from "./messages.js";

self.onmessage = ({ data: { text, encoder: name, buckets } }: MessageEvent<CheckTask>) => {
  const check = checkLesson({ text, file: "" }, { name, buckets });
  const faults = check.findings.filter(({ rule }) => rule === "fault").length;
  const answer: CheckAnswer = {
    ...check,
    // faults first: they are the ones that must be mended
    findings: check.findings
      .toSorted((a, b) => Number(b.rule === "fault") - Number(a.rule === "fault"))
      .slice(0, MOST_FINDINGS)
      .map((finding) => ({ ...finding, message: inPageWords(finding.message) })),
    answers: check.answers.slice(0, MOST_ANSWERS),
    faults,
    hints: check.findings.length - faults,
    distinctAnswers: check.answers.length,
  };
  postMessage(answer);
};
