import { z } from "zod";
import { defineQuantization } from "../quantization.ts";
import { productForm } from "./form.ts";
import { MOST_CENTROIDS, toProduct } from "./stored.ts";

const parameters = z.strictObject({
  subvectorWidth: z.int().min(1).default(4),
  centroids: z.int().min(2).max(MOST_CENTROIDS).default(MOST_CENTROIDS),
  norm: z.boolean().default(false),
  iterations: z.int().min(1).max(1000).default(20),
});

/** A byte for every few columns, as fastText compresses its models. */
export const product = defineQuantization({
  name: "product",
  forms: [productForm],
  parameters,
  bind: (settings) => ({
    stores: (_, { seed }) => ({ embedding: (matrix) => toProduct(matrix, settings, seed) }),
  }),
});
