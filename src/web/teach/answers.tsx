/** The answers of a lesson with the number of their lines. One that is chosen shows its first line in the editor. */

import { useRoving } from "../roving.js";
import type { CheckAnswer } from "./messages.js";

interface AnswersProps {
  readonly check: CheckAnswer | undefined;
  readonly onGo: (line: number) => void;
}

export function Answers({ check, onGo }: AnswersProps) {
  const roving = useRoving(check?.answers.length ?? 0);
  if (check === undefined || check.answers.length === 0) return null;
  const { answers, distinctAnswers } = check;
  return (
    <ul class="answers" aria-label="Answers and the number of their lines" {...roving.list}>
      {answers.map(({ answer, lines, first }, index) => (
        <li key={answer}>
          <button type="button" tabIndex={roving.tabIndex(index)} onClick={() => onGo(first)}>
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
