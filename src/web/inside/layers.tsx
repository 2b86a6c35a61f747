/** The hidden layers: a cell a neuron, the brighter the larger its output. */

import { useLayoutEffect, useRef } from "preact/hooks";

/** Cells in a row. */
const COLUMNS = 32;

export function Layers({ layers }: { readonly layers: readonly Int16Array[] }) {
  return (
    <div class="layers">
      {layers.map((outputs, index) => (
        <Layer key={index} number={index + 1} outputs={outputs} />
      ))}
    </div>
  );
}

function Layer({ number, outputs }: { readonly number: number; readonly outputs: Int16Array }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const awake = outputs.reduce((count, output) => count + Number(output > 0), 0);
  const rows = Math.ceil(outputs.length / COLUMNS);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context == null) return;
    const image = context.createImageData(COLUMNS, rows);
    const most = outputs.reduce((largest, output) => Math.max(largest, output), 1);
    outputs.forEach((output, neuron) => {
      // square root: most outputs are far below the largest
      const share = output > 0 ? 0.25 + 0.75 * Math.sqrt(output / most) : 0.08;
      image.data.set([76 * share, 243 * share, 140 * share, 255], 4 * neuron);
    });
    context.putImageData(image, 0, 0);
  }, [outputs, rows]);
  const text = `Layer ${number}: ${awake} of ${outputs.length} awake`;
  return (
    <div>
      <h3>{text}</h3>
      <canvas ref={canvas} class="neurons" width={COLUMNS} height={rows} role="img" aria-label={text} />
    </div>
  );
}
