/** Watch: training, as it goes. */

import { activity } from "../store.js";

export function Watch() {
  return <p class="hint">{activity.value}</p>;
}
