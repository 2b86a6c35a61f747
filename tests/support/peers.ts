/** Other assemblers, where they are installed: Debian's pasmo and z80asm. */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { inTemporaryFolder } from "./cli.js";

export interface Peer {
  readonly name: string;
  /** Title of a group of tests with it: says why they are skipped, if they are. */
  readonly title: string;
  readonly isMissing: boolean;
  /** Assembles a source; undefined if the peer refuses it. */
  assemble(source: string): Uint8Array | undefined;
}

function peer(name: string, args: (source: string, output: string) => string[]): Peer {
  const isMissing = spawnSync(name, ["--version"]).error !== undefined;
  return {
    name,
    title: isMissing ? `${name} (not installed here: skipped)` : name,
    isMissing,
    assemble: (text) =>
      inTemporaryFolder((at) => {
        const [source, output] = [at("peer.asm"), at("peer.bin")];
        writeFileSync(source, text);
        const { status } = spawnSync(name, args(source, output), { cwd: at(".") });
        return status === 0 ? new Uint8Array(readFileSync(output)) : undefined;
      }),
  };
}

export const PEERS: readonly Peer[] = [
  peer("pasmo", (source, output) => [source, output]),
  peer("z80asm", (source, output) => [source, "-o", output]),
];
