/** Baselines that compare a question's trigram counts with those of the lessons' questions. */

import { denseKey, sparseKey } from "../sparse.js";
import type { Baseline, Lessons } from "./lessons.js";

/**
 * For each answer, the mean of its questions' counts, each scaled to length 1. Replies with the answer whose mean
 * has the smallest angle to the question (Rocchio's classifier). Means have equal length and eight bits a bucket.
 */
export function fitCentroids(lessons: Lessons): Baseline {
  const { names, answerOf, counts, encoder, namesBytes } = lessons;
  const { starts, buckets, counts: values } = counts;
  const { buckets: width } = encoder;
  const means = new Float64Array(names.length * width);
  answerOf.forEach((answer, question) => {
    const from = starts[question];
    const to = starts[question + 1];
    const length = Math.hypot(...values.subarray(from, to));
    for (let e = from; e < to; e++) means[answer * width + buckets[e]] += values[e] / length;
  });
  let largest = 0;
  for (let answer = 0; answer < names.length; answer++) {
    const mean = means.subarray(answer * width, (answer + 1) * width);
    const length = Math.hypot(...mean) || 1;
    for (let b = 0; b < width; b++) {
      mean[b] /= length;
      largest = Math.max(largest, mean[b]);
    }
  }
  const table = Uint8Array.from(means, (value) => Math.round((255 * value) / (largest || 1)));
  return {
    name: "nearest centroid",
    bytes: table.length + namesBytes,
    reply(question) {
      const asked = encoder.encode(question);
      let best = -1;
      let nearest = 0;
      for (let answer = 0; answer < names.length; answer++) {
        let product = 0;
        for (let b = 0; b < width; b++) product += asked[b] * table[answer * width + b];
        if (product <= best) continue;
        best = product;
        nearest = answer;
      }
      return names[nearest];
    },
  };
}

/**
 * Replies with the answer of the known question that has the smallest angle to the one asked; in a draw, the one
 * nearest in length, then the first. A question's data are a bucket number for each trigram, a byte for their number,
 * and the answer's number.
 */
export function fitNeighbours(lessons: Lessons): Baseline {
  const { questions, answers, counts, encoder, numberBytes, namesBytes } = lessons;
  const { starts, buckets, counts: values } = counts;
  const { buckets: width } = encoder;
  const lengths = new Float64Array(questions.length);
  let trigrams = 0;
  for (let q = 0; q < questions.length; q++) {
    const own = values.subarray(starts[q], starts[q + 1]);
    lengths[q] = Math.hypot(...own);
    trigrams += own.reduce((sum, count) => sum + count, 0);
  }
  // the entries of each bucket, so that a question is compared only with those that share a bucket with it
  const firsts = new Uint32Array(width + 1);
  for (const bucket of buckets) firsts[bucket + 1]++;
  for (let b = 0; b < width; b++) firsts[b + 1] += firsts[b];
  const next = firsts.slice();
  const owners = new Uint32Array(buckets.length);
  const shares = new Uint8Array(buckets.length);
  for (let q = 0; q < questions.length; q++)
    for (let e = starts[q]; e < starts[q + 1]; e++) {
      const at = next[buckets[e]]++;
      owners[at] = q;
      shares[at] = values[e];
    }
  // a question with equal counts is the nearest, so no search is needed for it
  const known = new Map(questions.map((_, q) => [sparseKey(counts, q, encoder.buckets), q]));
  const products = new Float64Array(questions.length);
  return {
    name: "nearest neighbour",
    bytes: trigrams * (width > 256 ? 2 : 1) + questions.length * (1 + numberBytes) + namesBytes,
    reply(question) {
      const asked = encoder.encode(question);
      const same = known.get(denseKey(asked));
      if (same !== undefined) return answers[same];
      products.fill(0);
      asked.forEach((count, bucket) => {
        if (count === 0) return;
        for (let e = firsts[bucket]; e < firsts[bucket + 1]; e++) products[owners[e]] += count * shares[e];
      });
      const length = Math.hypot(...asked);
      let nearest = 0;
      let best = -1;
      let stretch = 0;
      for (let q = 0; q < products.length; q++) {
        const cosine = products[q] / (lengths[q] || 1);
        if (cosine < best - ROUNDING) continue;
        const difference = Math.abs(lengths[q] - length);
        if (cosine <= best + ROUNDING && difference >= stretch) continue;
        best = cosine;
        stretch = difference;
        nearest = q;
      }
      return answers[nearest];
    },
  };
}

/** Cosines that differ by less than this are equal. */
const ROUNDING = 1e-9;
