/** The lessons to begin with. Their texts are loaded when they are wanted. */

import { gunzipSync, strFromU8 } from "fflate";
import guessFile from "../../../data/guess/pairs.txt.gz?url";

export interface Example {
  readonly name: string;
  /** What it is, in a line. */
  readonly title: string;
  /** Gives the text of its pair file. */
  readonly load: () => Promise<string>;
}

/** Name of a lesson that isn't an example and came from no file. */
export const OWN_NAME = "my lesson";

/** The first is there at the first visit. */
export const EXAMPLES: readonly [Example, ...Example[]] = [
  {
    name: "tinychat, short",
    title: "tinychat, short: small talk, learned in a minute",
    load: async () => (await import("../../../data/tinychat/short.txt?raw")).default,
  },
  {
    name: "guess",
    title: "guess: 20 questions, 69,000 lines; give it five minutes or more",
    load: async () => {
      const response = await fetch(guessFile);
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      // some hosts unpack it on the way
      return strFromU8(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
    },
  },
  { name: "empty", title: "empty: lines of your own", load: async () => "" },
];
