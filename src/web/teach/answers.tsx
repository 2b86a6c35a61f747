/** The answers of a lesson with the number of their lines. One that is chosen shows its first line in the editor. */

import type { CheckAnswer } from "./messages.js";

interface AnswersProps {
  readonly check: CheckAnswer | undefined;
  readonly onGo: (line: number) => void;
}

export function Answers({ check, onGo }: AnswersProps) {
  if (check === undefined || check.answers.length === 0) return null;
  const { answers, distinctAnswers } = check;
  return (
    <ul class="answers" aria-label="Answers and the number of their lines">
      {answers.map(({ answer, lines, first }) => (
        <li key={answer}>
          <button type="button" onClick={() => onGo(first)}>
            <b>{answer}</b> {lines.toLocaleString("en")}
          </button>
        </li>
      ))}
      {distinctAnswers > answers.length && (
        <li class="hint">and {(distinctAnswers - answers.length).toLocaleString("en")} more</li>
      )}
    </ul>
  );
}
