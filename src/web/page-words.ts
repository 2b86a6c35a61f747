/**
 * The jobs' messages name the command line's options and commands; in the page one does the same in another way.
 *
 *   inPageWords("train it smaller (--hidden, --density)");    // "train it smaller (hidden layers, weights not zero)"
 */

const CHANGES: readonly (readonly [RegExp, string])[] = [
  // reading pairs and other data
  [/, or use zmlm data balance/, ""],
  [/, e\.g\. with zmlm data convert --shorten/, ""],
  [/(?:, or )?leave --spelling free out/, ""],
  [/ \(--shorten makes labels\)/, ""],
  [/; zmlm data lint lists them/, "; the editor marks them"],
  [/([;?]) name it with --(question|answer)(?=[,;])/, "$1 rename it to $2"],
  [/, see --parts/, ""],
  [/name it with --from /, "known are "],
  [/; zmlm data convert \S+ -o pairs\.txt makes one/, "; open it as a file, which makes one"],
  [/^: /, ""],
  // training
  [/; leave --[a-z-]+ out to (?:resume from it|train a new one)/, "; begin a new training instead"],
  [/with --head (\w+)/, "with answers that are $1"],
  [/ of zmlm train(?=;)/, ""],
  [/; zmlm train makes one of pairs.*/, "; a training makes one"],
  // programs
  [/ \(--disk\)/, ""],
];

/** What the page calls the settings that messages name. */
const SETTINGS: Readonly<Record<string, string>> = {
  hidden: "hidden layers",
  density: "weights not zero",
  buckets: "question buckets",
  holdout: "questions held out",
};

export function inPageWords(message: string): string {
  const changed = CHANGES.reduce((text, [words, instead]) => text.replace(words, instead), message);
  return changed.replace(/--([a-z-]+)/g, (option, name: string) =>
    Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : option,
  );
}
