/**
 * Debian's Firefox, headless, where it is installed; tests that need it skip elsewhere. It is driven by Marionette, its own
 * remote protocol: JSON with its length in front.
 *
 *   const firefox = await openFirefox();
 *   await firefox.goTo(url);
 *   expect(await firefox.evaluate("return document.title")).toBe("zmlm");
 */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const EXECUTABLE = process.env.FIREFOX ?? "firefox-esr";
const path = spawnSync("which", [EXECUTABLE], { encoding: "utf8" }).stdout.trim();

export const hasFirefox = path !== "";

if (!hasFirefox) console.warn("skipped: tests in a second browser need firefox-esr");

/** Milliseconds between two looks at what a test waits for. */
const LOOK_INTERVAL = 100;
const TIMEOUT = 30_000;
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

type Answer = readonly [kind: number, id: number, error: { message: string } | null, result: unknown];

export class Firefox {
  readonly #process: ChildProcess;
  readonly #socket: Socket;
  readonly #profile: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #received = Buffer.alloc(0);
  #id = 0;

  constructor(process: ChildProcess, socket: Socket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.on("data", (data) => {
      this.#received = Buffer.concat([this.#received, data]);
      for (let message = this.#take(); message !== undefined; message = this.#take()) {
        // the first message is a greeting
        if (Array.isArray(message)) this.#waiting.get(message[1])?.(message as unknown as Answer);
      }
    });
  }

  /** The next whole message; undefined if it isn't there yet. */
  #take(): unknown {
    const colon = this.#received.indexOf(":");
    if (colon < 0) return undefined;
    const end = colon + 1 + Number(this.#received.subarray(0, colon));
    if (this.#received.length < end) return undefined;
    const text = this.#received.subarray(colon + 1, end).toString();
    this.#received = this.#received.subarray(end);
    return JSON.parse(text);
  }

  async command(name: string, parameters: object = {}): Promise<unknown> {
    const id = ++this.#id;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    const message = JSON.stringify([0, id, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    const [, , error, result] = await answer;
    this.#waiting.delete(id);
    if (error !== null) throw new Error(`${name}: ${error.message}`);
    return result;
  }

  async goTo(url: string): Promise<void> {
    await this.command("WebDriver:Navigate", { url });
  }

  /** Runs the body of a function in the page. @returns what it returns */
  async evaluate(body: string, ...args: unknown[]): Promise<unknown> {
    const { value } = (await this.command("WebDriver:ExecuteScript", { script: body, args })) as {
      value: unknown;
    };
    return value;
  }

  /** Waits until the body of a function gives something true. */
  async waitFor(body: string, ...args: unknown[]): Promise<void> {
    for (const end = Date.now() + TIMEOUT; !(await this.evaluate(body, ...args)); ) {
      if (Date.now() > end) {
        const text = await this.evaluate("return document.body.innerText");
        throw new Error(`still not: ${body} ${args.join(" ")}, but:\n${text}`);
      }
      await sleep(LOOK_INTERVAL);
    }
  }

  /** Types into the element that a selector finds. */
  async type(selector: string, text: string): Promise<void> {
    const { value } = (await this.command("WebDriver:FindElement", {
      using: "css selector",
      value: selector,
    })) as { value: Record<string, string> };
    await this.command("WebDriver:ElementSendKeys", { id: value[ELEMENT], text });
  }

  /** A picture of the page, as PNG. */
  async picture(): Promise<Buffer> {
    const { value } = (await this.command("WebDriver:TakeScreenshot", { full: false })) as { value: string };
    return Buffer.from(value, "base64");
  }

  async close(): Promise<void> {
    this.#socket.destroy();
    this.#process.kill();
    if (this.#process.exitCode === null) await new Promise((resolve) => this.#process.once("exit", resolve));
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Starts it with a profile of its own, which asks nobody for news. */
export async function openFirefox(): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), "zmlm-firefox-"));
  const preferences = {
    "marionette.port": 0,
    "app.normandy.enabled": false,
    "app.update.disabledForTesting": true,
    "browser.shell.checkDefaultBrowser": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
  };
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(profile, "user.js"), lines.join(""));
  const process = spawn(path, ["--headless", "--marionette", "--no-remote", "--profile", profile], {
    stdio: "ignore",
  });
  const socket = await connected(join(profile, "MarionetteActivePort"));
  const firefox = new Firefox(process, socket, profile);
  await firefox.command("WebDriver:NewSession", { capabilities: {} });
  return firefox;
}

/** Connects to the port that Firefox writes into its profile once it listens. */
async function connected(file: string): Promise<Socket> {
  for (const end = Date.now() + TIMEOUT; ; await sleep(LOOK_INTERVAL))
    try {
      const port = Number(readFileSync(file, "utf8"));
      return await new Promise((resolve, reject) => {
        const socket = connect(port, "127.0.0.1", () => resolve(socket));
        socket.once("error", reject);
      });
    } catch (error) {
      if (Date.now() > end) throw error;
    }
}
