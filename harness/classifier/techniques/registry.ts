import { createRegistry } from "../../base/registry.ts";
import type { Technique } from "../../contract/index.ts";
import { quantizations as listedQuantizations } from "../quantizations/registry.ts";

type Loaders = Readonly<Record<string, () => Promise<Technique>>>;

const distillationLoaders: Loaders = {
  "soft-targets": async () => (await import("./soft-targets.ts")).loadSoftTargets(),
};

const privacyLoaders: Loaders = {
  private: async () => (await import("./private.ts")).privateTraining,
};

const pruningLoaders: Loaders = {
  magnitude: async () => (await import("./magnitude.ts")).magnitude,
  units: async () => (await import("./units.ts")).units,
  vocabulary: async () => (await import("./vocabulary.ts")).vocabulary,
  gradual: async () => (await import("./gradual.ts")).gradual,
};

const quantizationLoaders: Loaders = Object.fromEntries(listedQuantizations.techniques);

/** Values of the axis of each name, besides "none". */
export const distillations = createRegistry<Technique>("distillation", distillationLoaders);
export const privacies = createRegistry<Technique>("privacy", privacyLoaders);
export const prunings = createRegistry<Technique>("pruning", pruningLoaders);
export const quantizations = createRegistry<Technique>("quantization", quantizationLoaders);

/** All that a list of techniques may contain. */
export const techniques = createRegistry<Technique>("technique", {
  ...distillationLoaders,
  ...privacyLoaders,
  ...pruningLoaders,
  ...quantizationLoaders,
});
