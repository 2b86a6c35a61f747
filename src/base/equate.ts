/** A number that TypeScript hands to the Z80 source. */
export type Equate = readonly [name: string, value: number, meaning: string];
