/** The reference models and data, where they are at hand; tests that use them skip elsewhere. */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../../../shared/reference/", import.meta.url);

export const hasReference = existsSync(folder);

if (!hasReference) console.warn("skipped: tests on the reference models need ../shared/reference");

export function referencePath(name: string): string {
  return fileURLToPath(new URL(name, folder));
}

export function referenceBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

export interface VectorCase {
  readonly query: string;
  readonly reply: string;
  /** (128) counts; only the first cases carry these. */
  readonly buckets?: readonly number[];
  /** Every layer's output at the first and the second character. */
  readonly firstStep?: readonly (readonly number[])[];
  readonly secondStep?: readonly (readonly number[])[];
}

export interface Vectors {
  readonly charset: string;
  readonly cases: readonly VectorCase[];
}

export function referenceVectors(model: string): Vectors {
  return JSON.parse(new TextDecoder().decode(referenceBytes(`${model}-vectors.json`))) as Vectors;
}

export const REFERENCE_MODELS = ["guess", "tinychat"] as const;
