/** zmlm train --report: the page about a training. */

import { parseHTML } from "linkedom";
import { type ReportRequest, trainingReport } from "../jobs/report.js";
import { writeWhole } from "./files.js";

/** Draws a training's report and writes it. */
export function writeReport(path: string, request: Omit<ReportRequest, "host">): void {
  const { document } = parseHTML("<!doctype html><html><head></head><body></body></html>");
  const host = [["Node", `${process.version}, ${process.platform} ${process.arch}`]] as const;
  writeWhole(path, trainingReport({ ...request, host }, document));
}
