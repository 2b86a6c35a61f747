/** What a training's options come to before it begins: worked out once, for whoever asks first. */

import { Listing } from "./listing.js";
import { fingerprint, type TrainOptions } from "./training.js";

export class Survey {
  readonly listing: Listing;
  /** Empty where nothing is held out. */
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
