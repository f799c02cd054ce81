import { expect, test } from "vitest";
import { trainingFollower } from "../../../backends/simd/follow.ts";
import { initialTable, tableLayout, unpackTable } from "../../../harness/classifier/training/parameter-table.ts";
import { predictPlain } from "../../../harness/classifier/training/predict.ts";
import type { ModelSpec, SizedWeights } from "../../../harness/contract/index.ts";
import { encodedFrom, randomTexts, testRandom } from "../../fixtures/texts.ts";

const TWO: ModelSpec = { vocabulary: 40, maxLength: 8, embedding: 5, hidden: [6], pooling: "all", classes: 2 };
const THREE: ModelSpec = { ...TWO, hidden: [4, 3], pooling: "words", classes: 3 };

/** Weights that are large enough for probabilities all over (0, 1). */
function network(spec: ModelSpec, seed: number): SizedWeights {
  const weights = unpackTable(
    tableLayout(spec),
    initialTable(spec, seed).map((weight) => 20 * weight),
  );
  return { spec, weights };
}

test("probabilities are those of plain JavaScript, for the same network again, other weights, and other sizes", async () => {
  const texts = (seed: number, rows: number) =>
    encodedFrom([[], ...randomTexts(testRandom(seed), rows, TWO.vocabulary, 12)], TWO.maxLength);
  const predict = trainingFollower();
  const first = network(TWO, 1);
  for (const { spec, weights } of [first, first, network(TWO, 2), network(THREE, 3), network(TWO, 4), first]) {
    for (const batch of [texts(5, 300), texts(6, 7)]) {
      const expected = predictPlain(spec, weights, batch);
      expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.5);
      const found = await predict({ spec, weights }, batch);
      expect(found).toHaveLength(expected.length);
      found.forEach((probability, at) => {
        expect(Math.abs(probability - expected[at]!)).toBeLessThan(1e-5);
      });
    }
  }
});
