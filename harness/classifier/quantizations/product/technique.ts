import * as z from "zod";
import { quantizationTechnique } from "../quantization-technique.ts";
import { MOST_CENTROIDS, toProduct } from "./stored.ts";

const parameters = z.strictObject({
  subvectorWidth: z.int().min(1).default(4),
  centroids: z.int().min(2).max(MOST_CENTROIDS).default(MOST_CENTROIDS),
  norm: z.boolean().default(false),
  iterations: z.int().min(1).max(1000).default(20),
});

/** The technique and its parameters. */
export const technique = quantizationTechnique({
  name: "product",
  parameters,
  bind: (settings) => ({
    stores: (_, { seed }) => ({ embedding: (matrix) => toProduct(matrix, settings, seed) }),
  }),
});
