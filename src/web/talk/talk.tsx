/** Talk: the program on its green screen. */

import { useEffect } from "preact/hooks";
import { SPEEDS, type Speed, type State } from "../machine/computer.js";
import { computer } from "../machine/page-computer.js";
import { soundOn } from "../machine/sound.js";
import { Room } from "../room.js";
import { hasReturned, ownProgram, program } from "../store.js";
import { greet } from "./greeting.js";
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
  useEffect(() => program.subscribe((booted) => void computer.boot(booted)), []);
  useEffect(() => greet(computer), []);
  return (
    <Room
      title="Talk"
      note={`${program.value.name} ${STATES[computer.state.value]}${hasReturned.value ? "; kept from your last visit" : ""}`}
      aside={program.value !== ownProgram && <BackToOwn />}
    >
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

/** The way back from a visitor's program. */
function BackToOwn() {
  return (
    <button
      type="button"
      class="back"
      title="Boots the program that the page came with"
      onClick={() => {
        program.value = ownProgram;
      }}
    >
      Back to {ownProgram.name}
    </button>
  );
}
