/** Seeded random numbers: the same seed gives the same stream on every machine. */

import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Number of first draws that are similar for small seeds. */
const ALIKE = 4;

export class Random {
  readonly #generator: ReturnType<typeof xoroshiro128plus>;

  /** @param seed any 32-bit integer */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A generator for a few draws: leaves out the first ones, which are similar for small seeds. */
  static scattered(seed: number): Random {
    const random = new Random(seed);
    for (let draws = 0; draws < ALIKE; draws++) random.float();
    return random;
  }

  /** Uniform integer in [low, high], both ends included. */
  int(low: number, high: number): number {
    return uniformInt(this.#generator, low, high);
  }

  /** Uniform number in [0, 1). */
  float(): number {
    return uniformFloat64(this.#generator);
  }

  /** Standard normal deviate (Box and Muller, 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.float()));
    return radius * Math.cos(2 * Math.PI * this.float());
  }

  /** One of the items; throws on an empty list. */
  pick<T>(items: ArrayLike<T>): T {
    if (items.length === 0) throw new RangeError("pick from an empty list");
    return items[this.int(0, items.length - 1)];
  }

  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  shuffle<T extends { [index: number]: unknown; readonly length: number }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      const kept = items[i];
      items[i] = items[j];
      items[j] = kept;
    }
    return items;
  }
}
