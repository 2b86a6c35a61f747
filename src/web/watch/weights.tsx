/** The weights of layer 1 as a picture: an input a column, a neuron a row. */

import { useEffect, useRef } from "preact/hooks";
import { MIN_WEIGHT } from "../../base/contract.js";
import { glimpse } from "../train/session.js";

/** Red, green, blue of the weights -2, -1, 0 and 1, on the green screen's black. */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [255, 96, 80],
  [150, 56, 56],
  [4, 20, 8],
  [74, 240, 130],
];

export function Weights() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(
    () =>
      glimpse.subscribe((now) => {
        if (canvas.current === null) return;
        const context = canvas.current.getContext("2d")!;
        if (now === undefined) {
          context.clearRect(0, 0, canvas.current.width, canvas.current.height);
          return;
        }
        const rows = now.weights.length / now.inputs;
        canvas.current.width = now.inputs;
        canvas.current.height = rows;
        const picture = new ImageData(now.inputs, rows);
        now.weights.forEach((weight, index) => {
          picture.data.set(COLOURS[weight - MIN_WEIGHT], 4 * index);
          picture.data[4 * index + 3] = 255;
        });
        context.putImageData(picture, 0, 0);
      }),
    [],
  );
  const now = glimpse.value;
  const size =
    now === undefined ? "" : `; ${now.inputs} inputs across, ${now.weights.length / now.inputs} neurons down`;
  return (
    <figure class="weights">
      <canvas ref={canvas} width={512} height={192} role="img" aria-label={`Weights of layer 1${size}`} />
      <figcaption>
        Layer 1: <i class="plus">+1</i> <i class="minus">−1</i> <i class="minus-two">−2</i>
      </figcaption>
    </figure>
  );
}
