/** The page's one computer: Talk shows its screen, Inside looks into it. */

import { Computer } from "./computer.js";
import { beep, click } from "./sound.js";

export const computer = new Computer({ beep, click });
