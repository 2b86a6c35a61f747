/**
 * Memory in banks: how a machine shows one of several at an address, and the same for our processor, which has no
 * machine around it.
 *
 *   const cpu = new Cpu(memory, pagingPorts(memory, image.banks));
 */

import type { Ports } from "../z80/cpu.js";

/** What a machine has of it. */
export interface Paging {
  /** First address at which a bank can be seen, and the bytes seen there. */
  readonly window: number;
  readonly windowBytes: number;
  /** Port whose lowest three bits choose the bank. */
  readonly port: number;
  /** The bank that is part of the program's memory. */
  readonly home: number;
  /** Those that a program may fill, besides: in this order. */
  readonly free: readonly number[];
}

/** What a program has in banks. */
export interface Banks {
  readonly paging: Paging;
  /** Of the first free bank, and so on, from the window's first address. All of one length. */
  readonly contents: readonly Uint8Array[];
  /** Address of the routine that loads them from tape, if the machine's source has one. */
  readonly loader?: number | undefined;
}

/**
 * Ports of a processor in whose memory the window shows what a program has paged in.
 * @param memory [65536] bytes, with the home bank in the window
 * @param banks of the program; without, the ports do nothing
 */
export function pagingPorts(memory: Uint8Array, banks: Banks | undefined): Ports {
  const read = () => 0xff;
  if (banks === undefined) return { read, write: () => {} };
  const { window, windowBytes, port, home, free } = banks.paging;
  const hidden = new Map(banks.contents.map((bytes, index) => [free[index], bytes]));
  let shown = home;
  return {
    read,
    write(address, value) {
      const wanted = value & 7;
      if (address !== port || wanted === shown) return;
      hidden.set(shown, memory.slice(window, window + windowBytes));
      memory.set(hidden.get(wanted) ?? new Uint8Array(windowBytes), window);
      shown = wanted;
    },
  };
}
