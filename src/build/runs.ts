/**
 * Layouts `columns` and `small`: the code in which the file has a column's weights. A byte stands for a run of weights,
 * short if they are such as occur seldom and long if they are mostly 0: Tunstall's code, the counterpart of Huffman's. The
 * Z80 reads it fast, since each byte leads to code that handles a whole run (`asm/columns/runs.asm`).
 *
 *   const tree = runTree(columns);
 *   const bytes = columns.map((column) => encodeRuns(tree, column));
 *
 * B. P. Tunstall, "Synthesis of noiseless compression codes", Georgia Institute of Technology, 1967.
 */

/** Weights by which a run goes on, in the order of a node's children. */
const KINDS: readonly number[] = [1, -1, -2, 0];
const ZERO = KINDS.indexOf(0);
/** Runs of a tree: as many as a byte has values. */
export const MOST_RUNS = 256;
/** Weights of a run that aren't zero: the Z80 makes a tree's runs recursively, a level for each of them. */
const MOST_WRITES = 4;
/** Weights that aren't zero in all runs of a tree, for each run, roughly: the code of more would take too much memory. */
const MEAN_WRITES = 1.84;
/** Weights of each run in a tree of runs that are all alike. */
const EVEN_LENGTH = 4;

/** A node of a tree of runs: a leaf is a run. */
export interface RunNode {
  /** One for each of KINDS; undefined for a leaf. */
  children: readonly RunNode[] | undefined;
  /** The run's byte, in a leaf. */
  byte: number;
  /** Weights on the path from the root, and those of them that aren't zero. */
  readonly length: number;
  readonly writes: number;
  /** Share of runs that begin with this path, if weights are independent of each other. */
  readonly share: number;
}

/** What the code of a tree's runs consists of. */
export interface RunSizes {
  readonly leaves: number;
  /** Writes of an index, and steps before them. */
  readonly writes: number;
  readonly steps: number;
}

/**
 * The tree that codes these columns in few bytes.
 * @param columns (accumulators) weights each
 * @param most runs that it may have
 */
export function runTree(columns: readonly Int8Array[], most = MOST_RUNS): RunNode {
  const shares = sharesOf(columns);
  const root = node(0, 0, 1);
  const leaves = [root];
  let writes = 0;
  while (leaves.length + KINDS.length - 1 <= most && writes < MEAN_WRITES * most) {
    const open = leaves.filter(({ writes }) => writes < MOST_WRITES);
    if (open.length === 0) break;
    const likely = open.reduce((best, leaf) => (leaf.share > best.share ? leaf : best));
    if (likely.share === 0) break;
    const children = grow(likely, shares);
    leaves.splice(leaves.indexOf(likely), 1, ...children);
    writes += children.reduce((sum, child) => sum + child.writes, -likely.writes);
  }
  number(root);
  return root;
}

/** The tree whose runs all have four weights: worse by itself, and often better below a Huffman code. */
export function evenTree(): RunNode {
  const root = node(0, 0, 1);
  const shares = KINDS.map(() => 1 / KINDS.length);
  let leaves = [root];
  for (let length = 0; length < EVEN_LENGTH; length++) leaves = leaves.flatMap((leaf) => grow(leaf, shares));
  number(root);
  return root;
}

/** A column's weights as bytes: from the last accumulator to the first. */
export function encodeRuns(root: RunNode, column: Int8Array): number[] {
  const bytes: number[] = [];
  for (let at = column.length - 1; at >= 0; ) {
    let run = root;
    // beyond the column's end there are zeros
    for (; run.children !== undefined; at--) run = run.children[at < 0 ? ZERO : kindOf(column[at])];
    bytes.push(run.byte);
  }
  return bytes;
}

/** The tree in preorder: 1 for an inner node, 0 for a leaf. */
export function treeBits(root: RunNode): number[] {
  return root.children === undefined ? [0] : [1, ...root.children.flatMap(treeBits)];
}

/** Counts what the code of a tree's runs consists of. */
export function runSizes(root: RunNode): RunSizes {
  const sizes = { leaves: 0, writes: 0, steps: 0 };
  const count = ({ children, writes }: RunNode, steps: number, pending: boolean): void => {
    if (children === undefined) {
      sizes.leaves++;
      sizes.writes += writes;
      sizes.steps += steps;
      return;
    }
    for (const [kind, child] of children.entries()) {
      if (kind === ZERO) count(child, steps, true);
      else count(child, pending ? steps + 1 : steps, true);
    }
  };
  count(root, 0, false);
  return sizes;
}

function node(length: number, writes: number, share: number): RunNode {
  return { children: undefined, byte: 0, length, writes, share };
}

/** Makes a leaf an inner node. @returns its children */
function grow(leaf: RunNode, shares: readonly number[]): readonly RunNode[] {
  leaf.children = KINDS.map((_, kind) =>
    node(leaf.length + 1, leaf.writes + (kind === ZERO ? 0 : 1), leaf.share * shares[kind]),
  );
  return leaf.children;
}

/** Numbers a tree's leaves from left to right. @param first number @returns the number after the last */
function number(root: RunNode, first = 0): number {
  if (root.children !== undefined) return root.children.reduce((next, child) => number(child, next), first);
  root.byte = first;
  return first + 1;
}

function kindOf(weight: number): number {
  return KINDS.indexOf(weight);
}

/** Share of each kind among the weights; alike if there are none. */
function sharesOf(columns: readonly Int8Array[]): number[] {
  const counts = KINDS.map(() => 0);
  for (const column of columns) for (const weight of column) counts[kindOf(weight)]++;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (all === 0 ? 1 / KINDS.length : count / all));
}
