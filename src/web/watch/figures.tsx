/** Figures of a training: how much is right, how dense the network is, and what its program takes. */

import { glimpse, last, progress, trained } from "../train/session.js";
import { type Fit, fits } from "./fits.js";

const percent = (share: number | undefined, digits = 1) =>
  share === undefined || Number.isNaN(share) ? "–" : `${(100 * share).toFixed(digits)} %`;

export function Figures() {
  const { floatAccuracy, integerAccuracy, heldOutAccuracy } = progress.value ?? {};
  const result = trained.value?.result;
  const heldOut = result?.heldOut?.exact ?? heldOutAccuracy;
  return (
    <dl class="figures">
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
      {fits.value.map((fit) => (
        <div key={fit.machine} title={fit.fault ?? detailsOf(fit)}>
          <dt>{fit.machine}</dt>
          <dd>{fitText(fit)}</dd>
        </div>
      ))}
    </dl>
  );
}

function fitText({ bytes, seconds }: Fit): string {
  if (bytes === undefined) return "doesn't fit";
  const speed = seconds === undefined ? "" : `, ${each(seconds.next)} a character`;
  return `${bytes.toLocaleString("en")} bytes${speed}`;
}

function detailsOf({ layout, seconds }: Fit): string {
  const first = seconds === undefined ? "" : `; the first character takes ${seconds.first.toFixed(2)} s`;
  return `Layout ${layout}${first}`;
}

function each(seconds: number): string {
  return seconds < 0.001 ? "under 0.001 s" : `${seconds.toFixed(3)} s`;
}
