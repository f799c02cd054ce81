import { expect, test } from "vitest";
import { randomStream } from "../../../../harness/base/random/mt19937.ts";
import { DEFAULT_STRENGTH } from "../../../../harness/classifier/linear/choose-strength.ts";
import { fitHead } from "../../../../harness/classifier/linear/head.ts";

const COLUMNS = 20;

/** Rows whose first feature tells the class, but for a share of wrong labels; the rest is noise. */
function noisyRows(rows: number, wrongShare: number) {
  const random = randomStream(7);
  const features = Float32Array.from({ length: rows * COLUMNS }, () => random.nextFloat64() - 0.5);
  const labels = Uint16Array.from({ length: rows }, (_, row) => {
    const isWrong = random.nextFloat64() < wrongShare;
    return features[row * COLUMNS]! > 0 === isWrong ? 0 : 1;
  });
  return { features, labels };
}

test("labels that are noise ask for stronger regularization than labels that are not", async () => {
  const strengthOf = async ({ features, labels }: ReturnType<typeof noisyRows>) =>
    (await fitHead(features, labels, { seed: 1, classes: 2 })).strength;
  expect(await strengthOf(noisyRows(300, 0))).toBe(100);
  expect(await strengthOf(noisyRows(300, 0.5))).toBe(0.1);
});

test("the same rows and seed give the same head, bit for bit", async () => {
  const { features, labels } = noisyRows(60, 0.2);
  const head = () => fitHead(features, labels, { seed: 3, classes: 2 });
  expect(await head()).toEqual(await head());
});

test("with too few rows of a class to hold any back, the strength is the default", async () => {
  const features = Float32Array.of(-1, -1, 1, 1, 1);
  expect((await fitHead(features, [0, 0, 1, 1, 1], { seed: 1, classes: 2 })).strength).toBe(DEFAULT_STRENGTH);
});

test("without rows there is no head", async () => {
  const none = fitHead(new Float32Array(0), [], { seed: 1, classes: 2 });
  await expect(none).rejects.toThrow("a head needs labelled rows");
});
