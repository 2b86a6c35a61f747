/** zmlm web: the page, served on this machine or written for any host; or one chat as one file. */

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import chalk from "chalk";
import { Command } from "commander";
import { InputError } from "../base/input-error.js";
import { build } from "../jobs/build.js";
import { fillPage, type PageProgram, pageProgram } from "../jobs/page.js";
import { CPM } from "../machines/cpm.js";
import { nodeClock } from "./clock.js";
import { DEFAULT_EXAMPLE, exampleNames, modelFile } from "./examples.js";
import { asInputError } from "./faults.js";
import { assertOutputs, readModelText, writeWhole } from "./files.js";
import { parseWhole } from "./options.js";
import { print } from "./screen.js";
import { programSource } from "./sources.js";
import { serve } from "./web-server.js";

/** The built page, in the package. */
const PAGE = new URL("../../dist/web/", import.meta.url);
/** Pages that carry a program. */
const WITH_PROGRAM: readonly string[] = ["index.html", "zmlm.html"];
/** The template of {@link WebOptions.chat}; nothing to serve. */
const CHAT = "chat.html";
const MOST_PORT = 65_535;

interface WebOptions {
  output?: string;
  chat?: string;
  port: string;
  open: boolean;
}

export function webCommand(): Command {
  return new Command("web")
    .argument("[model]", "name of an example, or a model file of zmlm train (default: tinychat)")
    .option("-o, --output <folder>", "write the page for any static host instead of serving it")
    .option("--chat <file.html>", "write one file that chats: the emulator and the model's program")
    .option("--port <n>", "port on 127.0.0.1", "1976")
    .option("--no-open", "don't open the browser")
    .addHelpText(
      "after",
      `
Examples come with zmlm: ${exampleNames().join(", ")}.

Examples:
  $ zmlm web                               opens the browser; Ctrl-C ends it
  $ zmlm web model.json -o site            a folder for a web host; its file
                                           zmlm.html runs by itself
  $ zmlm web model.json --chat chat.html   one file to send to somebody`,
    )
    .action(async (name: string | undefined, options: WebOptions) => {
      const port = parseWhole(options.port, "--port", 0, MOST_PORT);
      if (options.chat !== undefined) return writeChat(name ?? DEFAULT_EXAMPLE, options.chat);
      const files = await pageFiles(name);
      if (options.output !== undefined) return writeFolder(files, options.output);
      const address = await serve(files, port);
      print(`${chalk.bold(address)} shows the page; nothing leaves this machine. Ctrl-C ends it.\n`);
      if (options.open) openBrowser(address);
    });
}

/** The page's files by name. @param name of the model that it begins with; undefined: as it was built */
async function pageFiles(name: string | undefined): Promise<Map<string, Uint8Array>> {
  const files = new Map(
    pageNames()
      .filter((file) => file !== CHAT)
      .map((file) => [file, new Uint8Array(readFileSync(new URL(file, PAGE)))]),
  );
  if (name === undefined) return files;
  const program = await buildFor(name);
  for (const page of WITH_PROGRAM) {
    const html = new TextDecoder().decode(files.get(page));
    files.set(page, new TextEncoder().encode(fillPage(html, program)));
  }
  return files;
}

/** Names of the built page's files, with their folder. */
function pageNames(): string[] {
  const folder = fileURLToPath(PAGE);
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new InputError("the page has not been built; run: npm run build");
  }
}

/** Builds a model's CP/M program for a page. */
async function buildFor(name: string): Promise<PageProgram> {
  const file = modelFile(name);
  const text = readModelText(file);
  const request = { model: { text, file }, machine: CPM, sources: programSource, measured: false };
  const { model, program } = await build(request, { clock: nodeClock }, () => {});
  return pageProgram(basename(name, ".json"), model, program, text);
}

async function writeChat(name: string, output: string): Promise<void> {
  assertOutputs([output], [name]);
  const program = await buildFor(name);
  pageNames();
  const html = fillPage(readFileSync(new URL(CHAT, PAGE), "utf8"), program);
  writeWhole(output, html);
  print(
    `${chalk.bold(output)}: ${kilobytes(html.length)} KB, ${program.name} in a page of its own; open it in any browser\n`,
  );
}

function writeFolder(files: ReadonlyMap<string, Uint8Array>, output: string): void {
  if (statSync(output, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new InputError("this is a file; name a folder for the page", { file: output });
  // the page last: whoever opens it finds what it asks for
  const names = [...files.keys()].sort((a, b) => Number(a.endsWith(".html")) - Number(b.endsWith(".html")));
  for (const name of names) {
    const path = join(output, name);
    try {
      mkdirSync(dirname(path), { recursive: true });
    } catch (error) {
      throw asInputError(error, output);
    }
    writeWhole(path, files.get(name)!);
  }
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  print(
    `${chalk.bold(output)}: ${files.size} files, ${kilobytes(bytes)} KB; put them on any web host, or open ${join(output, "zmlm.html")}\n`,
  );
}

function kilobytes(bytes: number): string {
  return Math.ceil(bytes / 1024).toLocaleString("en");
}

/** How each system opens an address. */
const OPENERS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Opens an address in the browser; where that isn't possible, the printed address will do. */
function openBrowser(address: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  spawn(command, [...args, address], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
