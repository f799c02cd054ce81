import { expect, test } from "vitest";
import * as z from "zod";
import { PUBLISHED_MODELS } from "../../../../harness/judge/projection/published-models.ts";

const schema = z.array(
  z.strictObject({
    name: z.string().min(1),
    parameters: z.int().min(1e6),
    source: z.string().regex(/arXiv:\d{4}\.\d{5}|huggingface\.co/),
    date: z.iso.date(),
  }),
);

test("each published size has its source and date, smallest first, none twice", () => {
  const models = schema.parse(PUBLISHED_MODELS);
  const sizes = models.map(({ parameters }) => parameters);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  expect(new Set(models.map(({ name }) => name)).size).toBe(models.length);
});

test("Llama-3.1-8B has 8.03 billion by its dimensions", () => {
  const { parameters } = PUBLISHED_MODELS.find(({ name }) => name === "Llama-3.1-8B")!;
  const [width, layers, inner, keys, words] = [4096, 32, 14_336, 8 * 128, 128_256];
  // Queries and outputs, keys and values, three matrices of the feed-forward part and two norms.
  const layer = 2 * width * width + 2 * width * keys + 3 * width * inner + 2 * width;
  expect(parameters / (2 * words * width + layers * layer + width)).toBeCloseTo(1, 3);
});
