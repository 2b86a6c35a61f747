/** Watch: training, as it goes. */

import { useEffect } from "preact/hooks";
import { percentOf } from "../../base/percent.js";
import { CPM } from "../../machines/cpm.js";
import { MACHINES } from "../../machines/machines.js";
import { settings, suitedSeconds } from "../lesson/current.js";
import { LIMITS } from "../lesson/settings.js";
import { lesson, program } from "../store.js";
import {
  canContinue,
  furtherModel,
  goOn,
  isHidden,
  last,
  type Phase,
  phase,
  progress,
  remarks,
  start,
  stop,
  talkToLast,
  threads,
  trained,
  trouble,
} from "../train/session.js";
import { Asked } from "./asked.js";
import { Chart } from "./chart.js";
import { Num } from "./fields.js";
import { Programs, Scores } from "./figures.js";
import { measureFits } from "./fits.js";
import { MoreSettings } from "./more-settings.js";
import "./watch.css";
import { Weights } from "./weights.js";

/** Milliseconds between two programs that are built to see how large they get, at least: each takes a second. */
const SIZE_INTERVAL = 15_000;

/** So much more time than was given is worth a hint. */
const LONGER = 1.5;

export function Watch() {
  useEffect(measureAsItLearns, []);
  return (
    <div class="watch">
      <Controls />
      <State />
      <div class="sight">
        <div>
          <Chart />
          <Scores />
          <Weights />
        </div>
        <div>
          <Asked />
          <Programs />
        </div>
      </div>
      <MoreSettings />
    </div>
  );
}

/** Builds the best network's program now and then, and the result's for each machine. @returns a function that ends it */
function measureAsItLearns(): () => void {
  let measured: string | undefined;
  let due = 0;
  return last.subscribe((now) => {
    const text = now?.best;
    if (text === undefined || text === measured) return;
    const isResult = trained.value?.text === text;
    if (!isResult && (phase.value === "ready" || isHidden.value || performance.now() < due)) return;
    measured = text;
    due = performance.now() + SIZE_INTERVAL;
    void measureFits({ name: now!.subject.name, text }, isResult ? MACHINES : [CPM]);
  });
}

function Controls() {
  const { until } = settings.value;
  const isReady = phase.value === "ready";
  const isEmpty = lesson.value.text.trim() === "";
  const further = furtherModel();
  return (
    <div class="controls">
      {isReady || phase.value === "building" ? (
        <button type="button" class="main" disabled={!isReady || isEmpty} onClick={() => void start()}>
          Train
        </button>
      ) : (
        <button type="button" class="main" disabled={phase.value === "stopping"} onClick={stop}>
          Stop
        </button>
      )}
      {"epochs" in until ? (
        <Num
          label="epochs"
          value={until.epochs}
          limits={LIMITS.epochs}
          onChange={(epochs) => {
            settings.value = { ...settings.value, until: { epochs: Math.round(epochs) } };
          }}
        />
      ) : (
        <Num
          label="seconds"
          value={until.seconds}
          limits={LIMITS.seconds}
          onChange={(seconds) => {
            settings.value = { ...settings.value, until: { seconds } };
          }}
        />
      )}
      {isReady && "seconds" in until && (suitedSeconds.value ?? 0) > LONGER * until.seconds && (
        <button
          type="button"
          title="This lesson is long for so little time"
          onClick={() => {
            settings.value = { ...settings.value, until: { seconds: suitedSeconds.value! } };
          }}
        >
          Better {suitedSeconds.value} s
        </button>
      )}
      {isReady && canContinue() && (
        <button type="button" onClick={() => void goOn()}>
          Go on
        </button>
      )}
      {isReady && !canContinue() && further !== undefined && (
        <button
          type="button"
          title={`Goes on from “${further.name}”, with the present lesson`}
          disabled={isEmpty}
          onClick={() => void goOn()}
        >
          Train further
        </button>
      )}
      {isReady && last.value?.best !== undefined && last.value.best !== program.value.model && (
        <button type="button" onClick={() => void talkToLast()}>
          Talk to “{last.value.subject.name}”
        </button>
      )}
    </div>
  );
}

const PHASES: Readonly<Record<Exclude<Phase, "ready">, string>> = {
  starting: "Gets ready …",
  training: "Learns.",
  stopping: "Stops, and scores the best network so far …",
  building: "Builds the program …",
};

function State() {
  const now = progress.value;
  const isOn = phase.value === "training" || phase.value === "stopping";
  return (
    <>
      <p class="state">
        <span role="status">{stateText()}</span> {isOn && now !== undefined && courseText()}
      </p>
      {isOn && <progress aria-label="Part of the training that is done" value={now?.done ?? 0} />}
      {trouble.value !== undefined && (
        <p class="fault" role="alert">
          {trouble.value}
        </p>
      )}
      {remarks.value.map((remark) => (
        <p key={remark} class="hint">
          {remark}
        </p>
      ))}
    </>
  );
}

/** Changes seldom: a screen reader reads it aloud. */
function stateText(): string {
  if (isHidden.value) return "Paused, as this tab was hidden.";
  if (phase.value !== "ready") return PHASES[phase.value];
  const result = trained.value?.result;
  if (result !== undefined) {
    const { evaluation, questions: all } = result;
    const { exact, queries } = evaluation;
    // where time was short, a sample was scored
    const sample = queries < all ? ` (a sample of the ${all.toLocaleString("en")})` : "";
    const right = `${percentOf(exact)} % of ${queries.toLocaleString("en")} questions right${sample}`;
    const seconds = Math.round(result.seconds);
    const ended = result.stopped
      ? "Stopped"
      : `Learned in ${seconds < 1 ? "under a second" : `${seconds} s`}`;
    return `${ended}: ${right}. The screen runs it.`;
  }
  const left = last.value;
  if (lesson.value.text.trim() === "") return "The lesson is empty: write lines of question|answer in Teach.";
  if (left === undefined) return "Nothing has been trained yet.";
  const score = left.score === undefined ? "" : `, ${percentOf(left.score)} % of its questions right`;
  return left.done < 1
    ? `The training of “${left.subject.name}” ended at ${Math.round(100 * left.done)} %${score}. Its best network is kept.`
    : `“${left.subject.name}” was trained here${score}. It is kept.`;
}

/** How far it is. */
function courseText(): string {
  const { done, epoch, secondsLeft, scoring } = progress.value!;
  if (scoring !== undefined) return "Scores the result …";
  const left = secondsLeft === undefined ? "" : `, ${timeText(secondsLeft)} left`;
  const many = threads.value === 1 ? "1 thread" : `${threads.value} threads`;
  return `${Math.floor(100 * done)} %${left}; epoch ${epoch + 1}, ${many}`;
}

function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
