/**
 * What a visitor can take along, each made when it is asked for.
 *
 *   for (const item of takeable()) button(item.file, item.what, async () => save(item.file, await item.make()));
 *   save("PCW.DSK", await diskItem(diskFormat("pcw")).make());
 */

import { fillPage } from "../../jobs/page.js";
import { CPM } from "../../machines/cpm.js";
import type { DiskFormat } from "../../machines/disk-formats.js";
import type { Machine } from "../../machines/machine.js";
import { MACHINES } from "../../machines/machines.js";
import { buildProgramFile } from "../build/builder.js";
import { lesson, modelText, program, report } from "../store.js";

export interface Item {
  /** Name of the file. */
  readonly file: string;
  /** What it is and what to do with it, in a sentence. */
  readonly what: string;
  /** Why it isn't there yet; undefined if it is. */
  readonly missing?: string | undefined;
  make(): Promise<string | Uint8Array>;
}

/** Name of a program's file, without its extension. */
const PROGRAM = "CHAT";

/** The files, in the order of the page. Reads the page's signals. */
export function takeable(): Item[] {
  const hasPairs = lesson.value.text.trim() !== "";
  const makeReport = report.value;
  return [
    {
      file: "chat.html",
      what: "One file with the emulator and this program: send it to somebody, it runs in any browser.",
      make: chatPage,
    },
    { file: "model.json", what: "The network, for this page and for the zmlm command.", make: modelText },
    ...machineFiles(),
    {
      file: "pairs.txt",
      what: "The lesson: questions and answers, as they are in the editor.",
      missing: hasPairs ? undefined : "the editor is empty",
      make: async () => lesson.value.text,
    },
    {
      file: "report.html",
      what: "How the training went: curves, scores and settings.",
      missing:
        makeReport === undefined
          ? "there is one after a training in this visit; after a reload, train again"
          : undefined,
      make: async () => (await makeReport?.()) ?? "",
    },
  ];
}

/** Every machine's every kind of file. */
function machineFiles(): Item[] {
  return MACHINES.flatMap((machine) =>
    machine.files.map(({ extension, load }) => ({
      file: fileName(machine, extension),
      what: `The program for ${machine.title}. ${load}.`,
      async make() {
        if (machine === CPM && extension === CPM.files[0].extension) return program.value.com;
        const { name } = program.value;
        const model = { name, text: await modelText() };
        return (await buildProgramFile({ model, machine: machine.name, extension })).bytes;
      },
    })),
  );
}

/** A disk of CP/M in a format. */
export function diskItem({ name: format, extension }: DiskFormat): Item {
  return {
    file: `${format}${extension}`.toUpperCase(),
    what: `A disk with ${PROGRAM}.COM and a README.TXT, for CP/M:`,
    async make() {
      const { name } = program.value;
      const disk = { format, name: PROGRAM, transcript: await shippedTranscript() };
      return (await buildProgramFile({ model: { name, text: await modelText() }, disk })).bytes;
    },
  };
}

/** The conversation that lies beside the shipped model; other models have none here. */
async function shippedTranscript(): Promise<{ text: string; file: string } | undefined> {
  if (program.value.model !== undefined) return undefined;
  return { text: (await import("../../../data/tinychat/golden.txt?raw")).default, file: "golden.txt" };
}

/** CHAT, or the machine's name if another machine has CHAT with that extension. */
function fileName(machine: Machine, extension: string): string {
  const isFirst =
    MACHINES.find(({ files }) => files.some((file) => file.extension === extension)) === machine;
  return `${isFirst ? PROGRAM : machine.name.toUpperCase()}${extension.toUpperCase()}`;
}

async function chatPage(): Promise<string> {
  const { default: template } = await import("virtual:chat-template");
  return fillPage(template, { ...program.value, model: await modelText() });
}

/** Hands a file to the browser, which saves it. */
export function save(file: string, content: string | Uint8Array): void {
  const blob = new Blob([content as BlobPart], { type: "application/octet-stream" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  // the browser has its own copy by then
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
