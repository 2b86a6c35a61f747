/** Teach: the pairs, in an editor. */

import { lesson } from "../store.js";

export function Teach() {
  return <p class="hint">{lesson.value.name}</p>;
}
