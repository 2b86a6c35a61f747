/**
 * T-states that the planners count with; `tests/build/numbers.test.ts` checks them against the assembler's counts.
 */

/** A product, where bytes are added one at a time: an element of cross_segment in `asm/columns/segments.asm`. */
export const PRODUCT = 34;
/** What a carry adds to a product. */
export const CARRY = 29;
/** A product where words are added, and any product with -2: an element of wide_segment there. */
export const WORD_PRODUCT = 53;
/** A merge, which adds a shared sum to two neurons: half of merge_two in `asm/columns/merge.asm`. */
const MERGE = 129;
/** Start of a shared sum's accumulator at 0, half a push for each byte; and its part of an entry in the stream. */
const SHARED_START = 14;
export const SHARED_SUM = MERGE + SHARED_START;
/** What an input above 255 adds, whose column runs twice: from walk_large on, in `asm/columns/walk.asm`. */
export const SECOND_RUN = 224;
/** What it adds where words are added: by way of walk_wide there. */
export const WORD_RUN = 87;

// Roughly, for the choice of columns that stay packed:

/** A column besides its products: columns/walk.asm, columns/context.asm. */
export const COLUMN_RUN = 150;
/** A product of the context's columns, in `asm/columns/chains.asm`. */
export const CONTEXT_PRODUCT = 20;
/** A weight of a packed column: between a zero and a product in `asm/columns/packed-column.asm`. */
export const PACKED_WEIGHT = 65;
/** Layout packed: four weights, and each product among them (`asm/packed/handlers.asm`). */
export const HANDLER_BYTE = 110;
export const HANDLER_PRODUCT = 30;
