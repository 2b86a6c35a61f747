/** What the end of a program's run means for the command that ran it. */

import type { SessionEnd } from "../../terminal/session.js";
import { EXIT_DONE, EXIT_FAILED_CHECK } from "../faults.js";
import { tell } from "../screen.js";

/** Exit code that shells give a program ended by Ctrl-C. */
const EXIT_INTERRUPTED = 130;

/** The exit code for the end of a run; prints a fault on stderr. @param file the program's name, for the message */
export function exitCodeOf(end: SessionEnd, file: string): number {
  switch (end.kind) {
    case "exit":
    case "end of input":
      return EXIT_DONE;
    case "interrupted":
      return EXIT_INTERRUPTED;
    case "fault":
      tell(`${file}: the program ${end.message}\n`);
      return EXIT_FAILED_CHECK;
  }
}
