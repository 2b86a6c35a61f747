/**
 * The report's charts, drawn by Observable Plot as SVG. Colours are CSS variables of the page, so that one
 * drawing serves light and dark; a shape under the pointer shows its numbers, from a <title>.
 */

import * as Plot from "@observablehq/plot";
import type { Layer } from "../../model/network.js";
import type { HistoryPoint } from "../history.js";

const WIDTH = 640;
const HEIGHT = 260;
/** Largest accumulator that does not wrap. */
const WRAPS_AT = 32_767;
/** From MINUTES_FROM seconds on the time axis is in minutes, from HOURS_FROM on in hours. */
const MINUTES_FROM = 180;
const HOURS_FROM = 3 * 3600;
/** Lines of at most this many points show each point. */
const FEW_POINTS = 40;

type Drawing = ReturnType<typeof Plot.plot>;

export interface Series {
  readonly label: string;
  /** CSS variable */
  readonly colour: string;
  readonly dash?: string;
  readonly of: (point: HistoryPoint) => number | undefined;
}

export const ACCURACIES: readonly Series[] = [
  { label: "characters (float)", colour: "--blue", dash: "2,3", of: (point) => point.floatAccuracy },
  { label: "questions (integer)", colour: "--orange", of: (point) => point.integerAccuracy },
  { label: "held out (integer)", colour: "--green", dash: "7,3", of: (point) => point.heldOutAccuracy },
];

/** Mean cross-entropy over time, on a logarithmic scale. */
export function lossChart(history: readonly HistoryPoint[], document: Document): Drawing {
  const time = timeAxis(history);
  const points = history.map((point) => ({ x: time.of(point), y: Math.max(point.loss, 1e-4), point }));
  const title = ({ point }: { point: HistoryPoint }): string =>
    `${placeOf(point)}\nloss ${point.loss.toFixed(4)}`;
  return plot(document, {
    x: { label: time.label, domain: time.domain },
    y: {
      type: "log",
      label: "↑ loss a character (nats)",
      domain: around(points),
      grid: true,
      tickFormat: "~g",
    },
    marks: [
      Plot.lineY(points, { x: "x", y: "y", stroke: "var(--blue)", strokeWidth: 2 }),
      dots(points, "--blue", title),
    ],
  });
}

/** Share of right characters, questions and held-out questions over time. */
export function accuracyChart(history: readonly HistoryPoint[], document: Document): Drawing {
  const time = timeAxis(history);
  const marks = ACCURACIES.flatMap(({ label, colour, dash, of }) => {
    const points = history.flatMap((point) => {
      const share = of(point);
      return share === undefined ? [] : [{ x: time.of(point), y: 100 * share, point }];
    });
    if (points.length === 0) return [];
    const title = ({ y, point }: { y: number; point: HistoryPoint }): string =>
      `${placeOf(point)}\n${label} ${y.toFixed(1)} %`;
    return [
      Plot.lineY(points, {
        x: "x",
        y: "y",
        stroke: `var(${colour})`,
        strokeWidth: 2,
        ...(dash && { strokeDasharray: dash }),
      }),
      dots(points, colour, title),
    ];
  });
  return plot(document, {
    x: { label: time.label, domain: time.domain },
    y: { label: "↑ right (%)", domain: [0, 100], grid: true },
    marks: [Plot.ruleY([0]), ...marks],
  });
}

/** For each layer the share of weights at each point of the grid. */
export function weightChart(layers: readonly Layer[], document: Document): Drawing {
  const bars = layers.flatMap(({ weights, inputs, outputs }, index) =>
    [-2, -1, 0, 1].map((weight) => {
      const count = weights.reduce((sum, value) => sum + (value === weight ? 1 : 0), 0);
      return {
        layer: layerName(index, layers.length),
        weight: weight > 0 ? `+${weight}` : String(weight).replace("-", "−"),
        percent: (100 * count) / weights.length,
        title: `layer ${index + 1}, ${inputs} → ${outputs}\n${count.toLocaleString("en")} of ${weights.length.toLocaleString("en")} weights are ${weight}`,
      };
    }),
  );
  return plot(document, {
    // many layers make a wider drawing, which the page shows smaller
    width: Math.max(WIDTH, 120 * layers.length),
    fx: { label: null, domain: layers.map((_, index) => layerName(index, layers.length)), padding: 0.15 },
    // the caption explains the axes: there is no room for labels beside the layers' names
    x: { label: null, domain: ["−2", "−1", "0", "+1"], padding: 0.15 },
    y: { label: null, domain: [0, 1.1 * Math.max(...bars.map(({ percent }) => percent))], grid: true },
    marks: [
      Plot.barY(bars, { fx: "layer", x: "weight", y: "percent", fill: "var(--blue)", title: "title" }),
      Plot.text(bars, {
        fx: "layer",
        x: "weight",
        y: "percent",
        text: ({ percent }: { percent: number }) => percent.toFixed(percent < 9.95 ? 1 : 0),
        dy: -7,
        fontSize: 10,
      }),
      Plot.ruleY([0]),
    ],
  });
}

/** For each layer the largest accumulator, and the line above which it wraps. */
export function headroomChart(largest: readonly number[], document: Document): Drawing {
  const bars = largest.map((value, index) => ({
    layer: layerName(index, largest.length),
    value,
    text: `${value.toLocaleString("en")} (${((100 * value) / WRAPS_AT).toFixed(0)} %)`,
  }));
  const right = Math.max(WRAPS_AT, ...largest);
  return plot(document, {
    height: 70 + 34 * largest.length,
    marginTop: 30,
    marginLeft: 76,
    marginRight: 24,
    x: { label: "largest |accumulator| →", domain: [0, right], grid: true, tickFormat: ",d", ticks: 5 },
    y: { label: null, domain: bars.map(({ layer }) => layer) },
    marks: [
      Plot.barX(bars, {
        y: "layer",
        x: "value",
        fill: ({ value }: { value: number }) => (value > WRAPS_AT ? "var(--red)" : "var(--blue)"),
        title: "text",
      }),
      // text beside the bar if there is room, else in it
      Plot.text(
        bars.filter(({ value }) => value < 0.7 * right),
        { y: "layer", x: "value", text: "text", textAnchor: "start", dx: 6 },
      ),
      Plot.text(
        bars.filter(({ value }) => value >= 0.7 * right),
        { y: "layer", x: "value", text: "text", textAnchor: "end", dx: -6, fill: "var(--paper)" },
      ),
      Plot.ruleX([WRAPS_AT], { stroke: "var(--red)", strokeWidth: 2, strokeDasharray: "4,3" }),
      Plot.text([WRAPS_AT], {
        x: (value: number) => value,
        frameAnchor: "top",
        text: () => "wraps",
        textAnchor: "end",
        dx: 10,
        dy: -14,
        fill: "var(--red)",
      }),
    ],
  });
}

function plot(document: Document, options: Plot.PlotOptions): Drawing {
  const drawing = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 52,
    marginBottom: 42,
    style: { fontSize: "12px", background: "none" },
    ...options,
  });
  drawing.setAttribute("role", "img");
  return drawing;
}

/** A little more than the range of the points, so that a single one has an axis too. */
function around(points: readonly { y: number }[]): [number, number] {
  const values = points.map(({ y }) => y);
  return [Math.min(...values) / 1.2, Math.max(...values) * 1.2];
}

/** Points to hover over; visible only if they are few. */
function dots<T extends { x: number; y: number }>(
  points: readonly T[],
  colour: string,
  title: (point: T) => string,
): Plot.Dot {
  const few = points.length <= FEW_POINTS;
  return Plot.dot(points, {
    x: "x",
    y: "y",
    r: few ? 3 : 4,
    fill: `var(${colour})`,
    fillOpacity: few ? 1 : 0,
    title,
  });
}

function layerName(index: number, layers: number): string {
  return index === layers - 1 ? "output" : `layer ${index + 1}`;
}

function placeOf({ epoch, step, seconds }: HistoryPoint): string {
  return `${seconds.toFixed(1)} s, epoch ${epoch}, step ${step.toLocaleString("en")}`;
}

function timeAxis(history: readonly HistoryPoint[]): {
  readonly label: string;
  readonly domain: [number, number];
  readonly of: (point: HistoryPoint) => number;
} {
  const end = history.at(-1)?.seconds ?? 0;
  const [unit, name]: [number, string] =
    end >= HOURS_FROM ? [3600, "hours"] : end >= MINUTES_FROM ? [60, "minutes"] : [1, "seconds"];
  return {
    label: `time of training (${name}) →`,
    domain: [0, Math.max(end, 1e-3) / unit],
    of: ({ seconds }) => seconds / unit,
  };
}
