import { describe, expect, test } from "vitest";
import { encoderOf } from "../../src/model/encoder.js";
import { forward, reply } from "../../src/model/inference.js";
import { exportNpz, importNpz } from "../../src/model/npz.js";
import { hasReference, REFERENCE_MODELS, referenceBytes, referenceVectors } from "../support/reference.js";

describe.runIf(hasReference).each(REFERENCE_MODELS)("the reference model %s", (name) => {
  const network = hasReference ? importNpz(referenceBytes(`${name}.npz`), name) : undefined!;
  const vectors = hasReference ? referenceVectors(name) : undefined!;

  test("imports with its charset and encoder, and survives an export", () => {
    expect(network.charset).toBe(vectors.charset);
    expect(network.encoder).toBe(encoderOf("phrase", 128));
    expect(importNpz(exportNpz(network), name)).toEqual(network);
  });

  test("buckets and every layer's values agree", () => {
    const detailed = vectors.cases.filter((one) => one.buckets !== undefined);
    expect(detailed.length).toBe(24);
    for (const { query, reply: expected, buckets, firstStep, secondStep } of detailed) {
      const counts = encoderOf("phrase").encode(query);
      expect(Array.from(counts), query).toEqual(buckets);
      const steps = [firstStep, secondStep];
      steps.forEach((step, position) => {
        if (step === undefined) return;
        const values = forward(network, counts, expected.slice(0, position));
        const outputs = values.map(({ y }) => Array.from(y));
        expect(outputs, `${query}, character ${position + 1}`).toEqual(step);
      });
    }
  });

  test("every reply agrees", () => {
    expect(vectors.cases.length).toBe(115);
    for (const one of vectors.cases) expect(reply(network, one.query), one.query).toBe(one.reply);
  });
});
