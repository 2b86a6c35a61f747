/**
 * Numbers of the BDOS functions of CP/M 2.2: what a program puts in C before it calls 0005h.
 *
 *   import * as fn from "./functions.js";
 *   if (number === fn.PRINT_STRING) …
 */

export const SYSTEM_RESET = 0;
export const CONSOLE_INPUT = 1;
export const CONSOLE_OUTPUT = 2;
export const READER_INPUT = 3;
export const PUNCH_OUTPUT = 4;
export const LIST_OUTPUT = 5;
export const DIRECT_CONSOLE = 6;
export const GET_IOBYTE = 7;
export const SET_IOBYTE = 8;
export const PRINT_STRING = 9;
export const READ_LINE = 10;
export const CONSOLE_STATUS = 11;
export const VERSION = 12;
export const RESET_DISKS = 13;
export const SELECT_DISK = 14;
export const OPEN_FILE = 15;
export const CLOSE_FILE = 16;
export const SEARCH_FIRST = 17;
export const SEARCH_NEXT = 18;
export const DELETE_FILE = 19;
export const READ_SEQUENTIAL = 20;
export const WRITE_SEQUENTIAL = 21;
export const MAKE_FILE = 22;
export const RENAME_FILE = 23;
export const LOGIN_VECTOR = 24;
export const CURRENT_DISK = 25;
export const SET_DMA_ADDRESS = 26;
export const ALLOCATION_VECTOR = 27;
export const WRITE_PROTECT_DISK = 28;
export const READ_ONLY_VECTOR = 29;
export const SET_ATTRIBUTES = 30;
export const DISK_PARAMETERS = 31;
export const USER_NUMBER = 32;
export const READ_RANDOM = 33;
export const WRITE_RANDOM = 34;
export const FILE_SIZE = 35;
export const SET_RANDOM_RECORD = 36;
export const RESET_DRIVES = 37;
export const WRITE_RANDOM_ZERO_FILL = 40;
