/** Four questions that the network answers as it learns; the visitor may change them. */

import { ask, glimpse, questions } from "../train/session.js";

export function Asked() {
  const answers = new Map(glimpse.value?.answers.map(({ question, answer }) => [question, answer]));
  return (
    <ol class="asked" aria-label="Questions, and the network's present answers">
      {questions.value.map((question, index) => (
        <li key={index}>
          <input
            aria-label={`Question ${index + 1}`}
            value={question}
            maxLength={126}
            onChange={({ currentTarget }) =>
              ask(questions.value.map((other, place) => (place === index ? currentTarget.value : other)))
            }
          />
          <output>{answers.get(question) ?? "…"}</output>
        </li>
      ))}
    </ol>
  );
}
