/** The curves of a training: shares of right characters and questions over time. */

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { course } from "../train/session.js";

/** Milliseconds between two drawings, at least. */
const PACE = 250;

/** Seconds that the chart shows at least. */
const SHORTEST = 10;

/** Colours of the curves by the style sheet's names for them. */
const CURVES = [
  ["characters", "--curve-characters"],
  ["questions", "--curve-questions"],
  ["held out", "--curve-held-out"],
] as const;

export function Chart() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => drawn(place.current!), []);
  return (
    <div
      class="chart"
      ref={place}
      role="img"
      aria-label="Shares of right characters and questions over time"
    />
  );
}

/** Draws the chart, and again when it changes. @returns a function that ends it */
function drawn(place: HTMLElement): () => void {
  let plot: uPlot | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const make = () => {
    plot?.destroy();
    plot = new uPlot(optionsFor(place), dataNow(), place);
  };
  const draw = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      plot?.setData(dataNow());
    }, PACE);
  };
  make();
  const end = course.subscribe(draw);
  const sizes = new ResizeObserver(() => plot?.setSize(sizeOf(place)));
  sizes.observe(place);
  const scheme = matchMedia("(prefers-color-scheme: light)");
  scheme.addEventListener("change", make);
  return () => {
    end();
    clearTimeout(timer);
    sizes.disconnect();
    scheme.removeEventListener("change", make);
    plot?.destroy();
  };
}

/** The style sheet decides it. */
function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement): {
  width: number;
  height: number;
} {
  return { width, height };
}

function dataNow(): uPlot.AlignedData {
  const [seconds, ...shares] = course.value.columns;
  return [seconds, ...shares];
}

function optionsFor(place: HTMLElement): uPlot.Options {
  const style = getComputedStyle(place);
  const text = style.color;
  const grid = { stroke: style.getPropertyValue("--edge"), width: 1 };
  const axis = { stroke: text, font: `12px ${style.fontFamily}`, grid, ticks: { ...grid, size: 4 } };
  return {
    ...sizeOf(place),
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, _first, last) => [0, Math.max(last ?? 0, SHORTEST)] },
      y: { range: [0, 1] },
    },
    axes: [
      { ...axis, size: 28, values: (_, values) => values.map(timeText) },
      { ...axis, size: 48, values: (_, values) => values.map((share) => `${Math.round(100 * share)} %`) },
    ],
    series: [
      {},
      ...CURVES.map(([label, name], index): uPlot.Series => {
        const stroke = style.getPropertyValue(name);
        // questions are only counted now and then: their share stays until then
        const steps = index > 0 && { paths: uPlot.paths.stepped!({ align: 1 }) };
        return { label, stroke, width: index === 0 ? 1 : 2, points: { show: false }, ...steps };
      }),
    ],
  };
}

function timeText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${+(seconds / 60).toFixed(1)} min` : `${+(seconds / 3600).toFixed(1)} h`;
}
