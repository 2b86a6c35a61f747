/**
 * Shares as people read them: in percent with one decimal. Only all of it is 100.0 and only none of it is 0.0, so
 * that rounding doesn't call a score perfect that isn't.
 *
 * @example
 * percentOf(0.9996); // "99.9"
 *
 * @param share from 0 to 1
 */
export function percentOf(share: number): string {
  const percent = 100 * share;
  const rounded = percent.toFixed(1);
  if (rounded === "100.0" && share < 1) return "99.9";
  return rounded === "0.0" && share > 0 ? "0.1" : rounded;
}
