/**
 * What is computed from a training's options before it begins, each once: its listings and its fingerprint.
 *
 *   const survey = new Survey(options);
 *   const result = await train(options, host, survey);
 */

import { Listing } from "./listing.js";
import { fingerprint, type TrainOptions } from "./training.js";

export class Survey {
  readonly listing: Listing;
  /** Empty if nothing is held out. */
  readonly heldOut: Listing;
  readonly #options: TrainOptions;
  #fingerprint: string | undefined;

  constructor(options: TrainOptions) {
    this.#options = options;
    this.listing = Listing.of(options.pairs);
    this.heldOut = Listing.of(options.heldOut ?? []);
  }

  /** See {@link fingerprint}. */
  get fingerprint(): string {
    this.#fingerprint ??= fingerprint(this.#options);
    return this.#fingerprint;
  }
}
