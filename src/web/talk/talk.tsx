/** Talk: the program on its green screen. */

import { useEffect, useMemo } from "preact/hooks";
import { Room } from "../room.js";
import { program } from "../store.js";
import { Computer, SPEEDS, type Speed, type State } from "./computer.js";
import { greet } from "./greeting.js";
import { beep, click, soundOn } from "./sound.js";
import { Terminal } from "./terminal.js";

const STATES: Readonly<Record<State, string>> = {
  starting: "starts",
  waiting: "waits for you",
  thinking: "computes",
  held: "stands still",
  ended: "has left; the return key starts it again",
  stuck: "has stopped; the return key starts it again",
};

const SPEED_NAMES: Readonly<Record<Speed, string>> = {
  real: "4 MHz",
  slow: "slow motion",
  free: "as fast as it goes",
};

export function Talk() {
  const computer = useMemo(() => new Computer({ beep, click }), []);
  useEffect(() => program.subscribe((booted) => void computer.boot(booted)), [computer]);
  useEffect(() => greet(computer), [computer]);
  return (
    <Room title="Talk" note={`${program.value.name} ${STATES[computer.state.value]}`}>
      <Terminal computer={computer} />
      <div class="controls">
        <fieldset>
          <legend class="unseen">Speed of the machine</legend>
          {(Object.keys(SPEEDS) as Speed[]).map((speed) => (
            <label key={speed}>
              <input
                type="radio"
                name="speed"
                checked={computer.speed.value === speed}
                onChange={() => {
                  computer.speed.value = speed;
                }}
              />
              {SPEED_NAMES[speed]}
            </label>
          ))}
        </fieldset>
        <button type="button" onClick={() => computer.reset()}>
          Reset
        </button>
        <button
          type="button"
          aria-pressed={soundOn.value}
          onClick={() => {
            soundOn.value = !soundOn.value;
          }}
        >
          Sound
        </button>
      </div>
    </Room>
  );
}
