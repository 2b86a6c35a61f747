/** The built page in a browser: served as any static host would, or opened as a file. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import type { Page } from "playwright-core";
import { repositoryPath } from "./cli.js";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

/** Where the built page lies. */
export const PAGE_FOLDER = repositoryPath("dist/web");

export interface StaticHost {
  readonly url: string;
  close(): void;
}

/** Serves a folder under a path of its own. @param headers sent with each file */
export async function serveFolder(
  folder = PAGE_FOLDER,
  headers: Readonly<Record<string, string>> = {},
): Promise<StaticHost> {
  const server = createServer(async ({ url = "" }, response) => {
    const name = new URL(url, "http://host").pathname.replace(/^\/sub\//, "") || "index.html";
    try {
      const bytes = await readFile(`${folder}/${name}`);
      response.writeHead(200, {
        "content-type": TYPES[extname(name)] ?? "application/octet-stream",
        ...headers,
      });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sub/`,
    close: () => server.close(),
  };
}

/** Waits until the screen of Talk has a line. */
export async function seesLine(page: Page, line: string): Promise<void> {
  await page.locator(".screen [role=log] > div", { hasText: line }).last().waitFor({ timeout: 15_000 });
}

/** Rooms that must be scrolled to be seen whole, and those that aren't on the screen. */
export function cutRooms(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>(".rooms > .room"))
      .filter(
        (room) => room.scrollHeight > room.clientHeight || room.getBoundingClientRect().bottom > innerHeight,
      )
      .map(({ id, scrollHeight, clientHeight }) => `${id}: ${scrollHeight} of ${clientHeight}`),
  );
}

/** What went wrong in a page: errors that nothing caught, complaints on its console, requests to elsewhere. */
export function faultsOf(page: Page, url: string): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) faults.push(request.url());
  });
  return faults;
}
