/**
 * How long tests go on that could go on for ever. `npm test` takes the short counts, `npm run test:all`
 * (`vitest run --mode all`, which sets ZMLM_TESTS=all) the whole ones. Both run the same tests.
 */

export const isWhole = process.env.ZMLM_TESTS === "all";

/** A count of networks, programs or cases: the first for `npm test`, the second for `npm run test:all`. */
export function shortOrWhole(short: number, whole: number): number {
  return isWhole ? whole : short;
}
