/**
 * Runs a loop at 4 MHz for some T-states; prints the seconds that it took, and the share of a core.
 * Usage: node clock.mjs tStates
 */

import { PassThrough } from "node:stream";
import { Session } from "../../dist/cli/terminal/session.js";
import { CpmMachine } from "../../dist/cpm/index.js";

const session = new Session({ input: new PassThrough(), output: new PassThrough() });
const machine = new CpmMachine({ console: session.console });
machine.load(Uint8Array.of(0x18, 0xfe), ""); // jr $
const [start, startCpu] = [performance.now(), process.cpuUsage()];
await session.run(machine, { clockMHz: 4, maxTStates: Number(process.argv[2]) });
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(startCpu);
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6 / seconds }));
