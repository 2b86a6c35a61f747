/**
 * Reads A:$$$.SUB, in which SUBMIT leaves commands for the CCP: one record for each command, in reverse order. A
 * record is a length byte and so many characters.
 */

import { RECORD_LENGTH } from "./directory.js";
import { type Drive, DriveError, type FileId } from "./drive.js";

const SUBMIT_FILE: FileId = { user: 0, name: "$$$.SUB" };
/** Most characters in a line of the CCP. */
const MAX_COMMAND = 127;

/** Commands on drive A: that wait for a CCP, in order; none if there is no such file or it can't be read. */
export function submittedCommands(drive: Drive): string[] {
  try {
    return readCommands(drive);
  } catch (error) {
    if (error instanceof DriveError) return [];
    throw error;
  }
}

function readCommands(drive: Drive): string[] {
  const size = drive.find(SUBMIT_FILE)?.size ?? 0;
  const commands: string[] = [];
  const record = new Uint8Array(RECORD_LENGTH);
  for (let at = 0; at + RECORD_LENGTH <= size; at += RECORD_LENGTH) {
    drive.read(SUBMIT_FILE, at, record);
    const length = Math.min(record[0], MAX_COMMAND);
    commands.unshift(String.fromCharCode(...record.subarray(1, 1 + length)));
  }
  return commands;
}
