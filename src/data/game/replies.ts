/** Replies of a game of 20 questions beside YES, NO and MAYBE. */

/** To the right guess. */
export const WIN = "WIN";
/** To what has no answer. */
export const IDK = "IDK";
