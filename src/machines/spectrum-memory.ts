/** Where things lie in a ZX Spectrum's 48 KB of memory. */

/** The screen: pixels, then attributes. */
export const SCREEN = 0x4000;
export const PIXEL_BYTES = 6144;
export const SCREEN_BYTES = PIXEL_BYTES + 768;
export const COLUMNS = 32;
/** Lower third of the screen: eight pages. */
export const LOWER_THIRD = 0x5000;
/** First byte of RAM, and the one behind its last. */
export const RAM = 0x4000;
export const RAM_END = 0x10000;
/** First address that the ULA never makes the processor wait for. */
export const FAST_MEMORY = 0x8000;
/** Where our programs begin at the lowest: BASIC's lines and what they need lie below. */
export const PROGRAM = 0x5e00;
