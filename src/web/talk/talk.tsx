/** Talk: the program on its green screen. */

import { useEffect, useMemo } from "preact/hooks";
import { Room } from "../room.js";
import { program, talkWorks } from "../store.js";
import { CLOCK_MHZ, Computer, type State } from "./computer.js";
import { Keyboard } from "./keyboard.js";
import { Terminal } from "./terminal.js";

const STATES: Readonly<Record<State, string>> = {
  starting: "starts",
  waiting: "waits for you",
  thinking: "computes",
  ended: "has left; the return key starts it again",
  stuck: "has stopped; the return key starts it again",
};

export function Talk() {
  const computer = useMemo(() => new Computer({ beep: () => {} }), []);
  useEffect(() => program.subscribe((booted) => void computer.boot(booted)), [computer]);
  useEffect(() => greet(computer), [computer]);
  return (
    <Room title="Talk" note={`${program.value.name} ${STATES[computer.state.value]}`}>
      <Terminal computer={computer} />
      <Keyboard computer={computer} />
      <div class="controls">
        <label>
          <input
            type="radio"
            name="speed"
            checked={computer.clockMHz.value !== undefined}
            onChange={() => {
              computer.clockMHz.value = CLOCK_MHZ;
            }}
          />
          {CLOCK_MHZ} MHz
        </label>
        <label>
          <input
            type="radio"
            name="speed"
            checked={computer.clockMHz.value === undefined}
            onChange={() => {
              computer.clockMHz.value = undefined;
            }}
          />
          as fast as it goes
        </label>
        <button type="button" onClick={() => computer.reset()}>
          Reset
        </button>
      </div>
    </Room>
  );
}

/** What types itself when the page opens. */
const GREETING = "hello\r";
const TYPING_MS = 130;

/** Types the greeting, unless the visitor types first. @returns a function that ends it */
function greet(computer: Computer): () => void {
  let typed = 0;
  const timer = setInterval(() => {
    if (computer.state.value === "waiting" && typed < GREETING.length) computer.type(GREETING[typed++]);
    else if (typed === GREETING.length && computer.state.value === "waiting") {
      talkWorks.value = true;
      clearInterval(timer);
    }
  }, TYPING_MS);
  return () => clearInterval(timer);
}
