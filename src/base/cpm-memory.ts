/** Two addresses of CP/M that the system and the programs for it must agree on. */

/** The TPA: where programs are loaded and start. */
export const TPA_START = 0x0100;
/** BDOS entry of a 64K system, where the TPA ends. */
export const DEFAULT_BDOS_BASE = 0xe406;
