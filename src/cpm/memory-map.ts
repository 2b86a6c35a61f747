/** The memory map of a CP/M 2.2 machine, on which programs may rely. Values are addresses unless the comment says otherwise. */

export { DEFAULT_BDOS_BASE, TPA_START } from "../base/cpm-memory.js";

/** JP to the warm boot entry of the BIOS; its operand tells where the BIOS is. */
export const WARM_BOOT_VECTOR = 0x0000;
/** Byte that says which devices are console, reader, punch and list. */
export const IOBYTE = 0x0003;
/** JP to the BDOS; its operand is also the first byte above the TPA. */
export const BDOS_VECTOR = 0x0005;
/** FCBs that the CCP makes from the first two words of the command tail. */
export const FIRST_FCB = 0x005c;
export const SECOND_FCB = 0x006c;
/** Length byte and text of the command tail; also the first DMA buffer. */
export const COMMAND_TAIL = 0x0080;
/** Most characters in the command tail. */
export const MAX_TAIL = 127;

export const MEMORY_SIZE = 0x10000;
/** Bytes of the serial number in front of the BDOS entry. */
export const SERIAL_BYTES = 6;
/** Bytes from the BDOS's first byte to the BIOS's; fewer where memory ends earlier. */
const BDOS_SIZE = 0x0e00;
/** Highest address of the BIOS's jump table. */
const LAST_BIOS = 0xff00;
/** Bytes of handlers below the BIOS's jump table: one for each entry, which jumps there. */
export const BIOS_HANDLERS = 17;
/** Lowest and highest BDOS entry that leave room for a TPA below, and for BDOS and BIOS above. */
export const LOWEST_BDOS_BASE = 0x0206;
export const HIGHEST_BDOS_BASE = 0xfc06;
export const DRIVES = 16;
/** Bytes of stack that a program starts with, at the top of the TPA. */
export const START_STACK = 32;

/** Disk parameter block of the drive that DISK PARAMETERS was last called for, in the BDOS's own memory. */
export function parameterBlockAddress(bdosEntry: number): number {
  return bdosEntry + 0x0a;
}

/** Allocation vector of the drive that ALLOCATION VECTOR was last called for. */
export function allocationAddress(bdosEntry: number): number {
  return bdosEntry + 0x1a;
}

/**
 * Return address of a program's own routine that the BDOS calls. Its stack grows down from here; PC at this address
 * means that the routine has returned.
 */
export function hookReturnAddress(bdosEntry: number): number {
  return biosBase(bdosEntry) - BIOS_HANDLERS - 1;
}

/** The BIOS jump table for a BDOS entry. */
export function biosBase(bdosEntry: number): number {
  return Math.min(bdosEntry - SERIAL_BYTES + BDOS_SIZE, LAST_BIOS);
}
