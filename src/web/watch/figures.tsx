/** Figures of a training: how much is right, how dense the network is, and what its programs take. */

import { glimpse, last, phase, progress, trained } from "../train/session.js";
import { type Fit, fits } from "./fits.js";

const percent = (share: number | undefined, digits = 1) =>
  share === undefined || Number.isNaN(share) ? "–" : `${(100 * share).toFixed(digits)} %`;

export function Scores() {
  const { floatAccuracy, integerAccuracy, heldOutAccuracy } = progress.value ?? {};
  const result = trained.value?.result;
  const heldOut = result?.heldOut?.exact ?? heldOutAccuracy;
  return (
    <dl class="scores">
      <div class="characters">
        <dt>characters right</dt>
        <dd>{percent(floatAccuracy)}</dd>
      </div>
      <div class="questions">
        <dt>questions right</dt>
        <dd>{percent(result?.evaluation.exact ?? integerAccuracy ?? last.value?.score)}</dd>
      </div>
      {heldOut !== undefined && (
        <div class="held-out">
          <dt>of those held out</dt>
          <dd>{percent(heldOut)}</dd>
        </div>
      )}
      <div>
        <dt>weights not zero</dt>
        <dd>{percent(glimpse.value?.density)}</dd>
      </div>
    </dl>
  );
}

/** What the network's program takes on each machine. */
export function Programs() {
  if (fits.value.length === 0)
    return phase.value === "ready" ? (
      <p class="hint">
        Press Train: the network learns the lesson, answers these questions anew each second, and moves into
        the machine.
      </p>
    ) : null;
  return (
    <table class="programs">
      <thead>
        <tr>
          <th scope="col">program for</th>
          <th scope="col">bytes</th>
          <th scope="col">s a character</th>
        </tr>
      </thead>
      <tbody>
        {fits.value.map((fit) => (
          <tr key={fit.machine} title={fit.fault ?? detailsOf(fit)}>
            <th scope="row">{fit.machine}</th>
            {fit.bytes === undefined ? (
              <td colSpan={2}>doesn't fit</td>
            ) : (
              <>
                <td>{fit.bytes.toLocaleString("en")}</td>
                <td>{fit.seconds === undefined ? "–" : secondsText(fit.seconds.next)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function detailsOf({ layout, seconds }: Fit): string {
  const first = seconds === undefined ? "" : `; the first character takes ${seconds.first.toFixed(2)} s`;
  return `Layout ${layout}${first}`;
}

function secondsText(seconds: number): string {
  return seconds < 0.001 ? "under 0.001" : seconds.toFixed(3);
}
