/** The report of a training, as the page gives it away. */

import { trainingReport } from "../../jobs/report.js";
import { parseModel } from "../../model/file.js";
import type { TrainedMessage } from "./messages.js";

/** @returns the text of an HTML file that needs nothing else */
export function reportOf({ text, written, result }: TrainedMessage, resumed: boolean): string {
  const model = parseModel(text, MODEL);
  return trainingReport(
    {
      trained: { model, text, written, result: { ...result, network: model } },
      model: MODEL,
      resumed,
      host: [["Browser", navigator.userAgent]],
    },
    // without a title, which the report brings along
    document.implementation.createHTMLDocument(),
  );
}

const MODEL = "model.json";
