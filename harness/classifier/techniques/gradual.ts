import * as z from "zod";
import type { Technique } from "../../contract/index.ts";
import { readParameters } from "../../contract/plugin.ts";

const schema = z
  .strictObject({
    sparsity: z.number().gt(0).lt(1),
    initialSparsity: z.number().min(0).lt(1).default(0),
    beginShare: z.number().min(0).lt(1).default(0.25),
    endShare: z.number().min(0).lt(1).default(0.75),
    updates: z.int().min(1).max(10_000).default(20),
    scope: z.enum(["global", "layer"]).default("global"),
  })
  .refine(({ initialSparsity, sparsity }) => initialSparsity <= sparsity, {
    path: ["initialSparsity"],
    message: "must not be above sparsity",
  })
  .refine(({ beginShare, endShare }) => beginShare < endShare, {
    path: ["endShare"],
    message: "must be above beginShare",
  });

/** Gradual magnitude pruning, within the one training: see training/gradual-pruning.ts. */
export const gradual: Technique = {
  bind: (parameters) => ({
    stage: "training",
    training: { gradualPruning: readParameters("pruning gradual", schema, parameters) },
  }),
};
