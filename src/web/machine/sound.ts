/** The computer's sounds, made when they are first wanted: a key's click, and a beep. Silent until switched on. */

import { signal } from "@preact/signals";

/** True if there are sounds. */
export const soundOn = signal(false);

const CLICK = { hertz: 1800, seconds: 0.012, volume: 0.05 };
const BEEP = { hertz: 880, seconds: 0.15, volume: 0.08 };

let audio: AudioContext | undefined;

function sound({ hertz, seconds, volume }: typeof CLICK): void {
  if (!soundOn.value) return;
  audio ??= new AudioContext();
  const { currentTime } = audio;
  const tone = new OscillatorNode(audio, { type: "square", frequency: hertz });
  const gain = new GainNode(audio, { gain: volume });
  gain.gain.setTargetAtTime(0, currentTime + seconds / 2, seconds / 4);
  tone.connect(gain).connect(audio.destination);
  tone.start(currentTime);
  tone.stop(currentTime + seconds * 2);
}

export const click = (): void => sound(CLICK);
export const beep = (): void => sound(BEEP);
