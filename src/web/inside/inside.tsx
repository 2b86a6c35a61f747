/** Inside: what the machine computed for each character of its last reply. */

export function Inside() {
  return <p class="hint">Ask something.</p>;
}
