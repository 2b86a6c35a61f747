/** The lock file: what the installer of the optional native backend brings along is patched, and no host is named. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { repositoryPath } from "../support/cli.js";

const text = readFileSync(repositoryPath("package-lock.json"), "utf8");
const { packages } = JSON.parse(text) as {
  packages: Record<string, { version: string; resolved?: string }>;
};

/** Versions of a package wherever the tree has it. */
function versionsOf(name: string): string[] {
  return Object.entries(packages)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version);
}

function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split(".").map(Number));
  const at = want.findIndex((part, index) => part !== have[index]);
  return at < 0 || have[at] > want[at];
}

describe("package-lock.json", () => {
  it("names no registry", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  // tfjs-node 4.22.0 asks for tar 6, node-pre-gyp 1.0.9 and, by way of rimraf, glob 7; see overrides in package.json
  it.each([
    ["tar", "7.5.23"],
    ["glob", "13.0.0"],
    ["minimatch", "10.2.0"],
    ["brace-expansion", "5.0.5"],
    ["@mapbox/node-pre-gyp", "2.0.3"],
    ["node-fetch", "2.6.13"],
  ])("%s is at least %s", (name, least) => {
    const versions = versionsOf(name);
    expect(versions).not.toEqual([]);
    for (const version of versions) expect(isAtLeast(version, least), version).toBe(true);
  });

  it("still has the native backend", () => {
    expect(versionsOf("@tensorflow/tfjs-node")).toEqual(["4.22.0"]);
    // the installer passes rimraf a callback, which versions from 4 on don't take
    expect(versionsOf("rimraf")).toEqual(["2.7.1"]);
    expect(versionsOf("inflight")).toEqual([]);
  });
});
