/** Where things lie in an Amstrad CPC's memory, for our programs. */

/** Above the lines of BASIC and of its `RUN`, which are in use while a program loads. */
export const PROGRAM = 0x0170;
/** Where AMSDOS's own memory begins. */
export const AMSDOS = 0xa67b;
