/** The jobs' messages name commands and options; in the page one does the same in another way. */

const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/, or use zmlm data balance/, ""],
  [/, e\.g\. with zmlm data convert --shorten/, ""],
  [/ \(--shorten makes labels\)/, ""],
  [/; zmlm data lint lists them/, "; the editor marks them"],
  [/; name it with --(question|answer), /, "; rename it to $1, "],
  [/, see --parts/, ""],
  [/^: /, ""],
];

export function inPageWords(message: string): string {
  return CHANGES.reduce((text, [words, instead]) => text.replace(words, instead), message);
}
