import { createRegistry } from "../../base/registry.ts";
import type { Technique } from "../../contract/index.ts";

const schemes = () => import("../quantizations/quantization.ts");

type Loaders = Readonly<Record<string, () => Promise<Technique>>>;

const distillationLoaders: Loaders = {
  "soft-targets": async () => (await import("./soft-targets.ts")).loadSoftTargets(),
};

const pruningLoaders: Loaders = {
  magnitude: async () => (await import("./magnitude.ts")).magnitude,
  units: async () => (await import("./units.ts")).units,
  vocabulary: async () => (await import("./vocabulary.ts")).vocabulary,
  gradual: async () => (await import("./gradual.ts")).gradual,
};

const quantizationLoaders: Loaders = {
  float16: async () => (await schemes()).float16,
  "int8-dynamic": async () => (await schemes()).int8Dynamic,
  "int8-rows": async () => (await schemes()).int8Rows,
  int8: async () => (await schemes()).int8,
  "int4-blocks": async () => (await schemes()).int4Blocks,
  "int8-static": async () => (await import("../quantizations/int8-static/quantization.ts")).int8Static,
  product: async () => (await import("../quantizations/product/quantization.ts")).product,
};

/** What can stand on the axis of each name, beside "none". */
export const distillations = createRegistry<Technique>("distillation", distillationLoaders);
export const prunings = createRegistry<Technique>("pruning", pruningLoaders);
export const quantizations = createRegistry<Technique>("quantization", quantizationLoaders);

/** What can stand in a list of techniques. */
export const techniques = createRegistry<Technique>("technique", {
  ...distillationLoaders,
  ...pruningLoaders,
  ...quantizationLoaders,
});
