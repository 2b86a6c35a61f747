/**
 * A web server for a handful of files in memory, for this machine only.
 *
 *   const address = await serve(new Map([["index.html", bytes]]), 1976);   // http://127.0.0.1:1976/
 */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { InputError } from "../base/input-error.js";

const HOST = "127.0.0.1";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff": "font/woff",
  ".md": "text/plain; charset=utf-8",
};

/** The first two let the page's workers share memory, so that two of them train twice as fast. */
const HEADERS: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
};

/**
 * Serves files until the process ends.
 * @param files by their path without the first slash; `index.html` is the start
 * @param port 0 for any that is free
 * @returns the address
 * @throws InputError if the port is in use
 */
export async function serve(files: ReadonlyMap<string, Uint8Array>, port: number): Promise<string> {
  const server = createServer(({ method, url = "/" }, response) => {
    if (method !== "GET" && method !== "HEAD") {
      response.writeHead(405, { ...HEADERS, allow: "GET, HEAD" }).end();
      return;
    }
    const name = url.replace(/[?#].*/s, "").slice(1) || "index.html";
    const bytes = files.get(name);
    if (bytes === undefined) {
      response.writeHead(404, { ...HEADERS, "content-type": "text/plain" }).end("no such file\n");
      return;
    }
    response.writeHead(200, {
      ...HEADERS,
      "content-type": TYPES[extname(name)] ?? "application/octet-stream",
      "content-length": bytes.length,
    });
    response.end(method === "HEAD" ? undefined : bytes);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      throw new InputError(`port ${port} is in use; choose another with --port, or --port 0 for a free one`);
    if (error.code === "EACCES")
      throw new InputError(`port ${port} may not be opened; choose one above 1023 with --port`);
    throw error;
  });
  return `http://${HOST}:${(server.address() as AddressInfo).port}/`;
}
