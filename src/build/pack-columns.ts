/**
 * Layouts `columns` and `small`, where memory is too small for streams of all columns: chooses columns that stay packed
 * (`asm/columns/packed-column.asm`).
 */

import { packedRowBytes } from "../model/packing.js";
import type { ColumnGroup } from "./column-groups.js";
import { countColumn, packedStreamBytes, streamBytes } from "./columns.js";
import {
  COLUMN_RUN,
  CONTEXT_PRODUCT,
  HANDLER_BYTE,
  HANDLER_PRODUCT,
  PACKED_WEIGHT,
  PRODUCT,
} from "./costs.js";

/** A column that may stay packed. */
interface Choice {
  /** The group that it belongs to. */
  readonly group: number;
  readonly input: number;
  /** T-states a character that it takes longer. */
  readonly slower: number;
  /** Bytes of memory. */
  readonly saved: number;
}

/**
 * Leaves columns packed until so many bytes of memory are saved, or no column would save any. Those are taken first
 * that cost the least time for the memory that they save. It stops where layout `packed` would be as fast.
 */
export function packColumns(groups: readonly ColumnGroup[], bytes: number): ColumnGroup[] {
  const choices = groups.flatMap(choicesOf);
  choices.sort((a, b) => a.slower / a.saved - b.slower / b.saved);
  const packed = groups.map(() => new Set<number>());
  let [left, time] = [bytes, timeToSpare(groups)];
  for (const { group, input, slower, saved } of choices) {
    if (left <= 0 || time < slower) break;
    packed[group].add(input);
    left -= saved;
    time -= slower;
  }
  return groups.map((group, index) => ({ ...group, packed: packed[index] }));
}

/** The chains of the context, and those that add words, have no twin for packed columns. */
function choicesOf(group: ColumnGroup, index: number): Choice[] {
  if (group.role === "context" || group.wide) return [];
  return Array.from(group.runs, (runs, input) => {
    const slower = runs * Math.max(1, PACKED_WEIGHT * group.layer.outputs - PRODUCT * products(group, input));
    const saved = streamBytes(countColumn(group, input)) - packedStreamBytes(group);
    return { group: index, input, slower, saved };
  }).filter(({ saved }) => saved > 0);
}

/** T-states a character that layout `packed` takes longer, roughly. */
function timeToSpare(groups: readonly ColumnGroup[]): number {
  let spare = 0;
  for (const group of groups)
    group.runs.forEach((runs, input) => {
      const count = products(group, input);
      const handlers = HANDLER_BYTE * packedRowBytes(group.layer.outputs) + HANDLER_PRODUCT * count;
      const stream = COLUMN_RUN + (group.role === "context" ? CONTEXT_PRODUCT : PRODUCT) * count;
      spare += runs * (handlers - stream);
    });
  return spare;
}

function products(group: ColumnGroup, input: number): number {
  const { plus, minus, twos } = countColumn(group, input);
  return plus + minus + 2 * twos;
}
