/** Questions of a lesson to ask the network while it learns: one each of its most frequent answers. */

/** How many are asked. */
export const ASKED = 4;

/**
 * @param text of the lesson
 * @param answers most lines first; `first` is the first line with the answer, from 1
 */
export function questionsOf(text: string, answers: readonly { readonly first: number }[]): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  const asked = new Set<string>();
  for (const { first } of answers) {
    if (asked.size === ASKED) break;
    asked.add((lines[first - 1] ?? "").split("|")[0].trim());
  }
  asked.delete("");
  return [...asked];
}
