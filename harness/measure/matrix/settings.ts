import { canonicalJson } from "../../base/canonical-json.ts";
import type { Axis } from "../../contract/axes.ts";
import type { Experiment, PluginSpec } from "../../contract/index.ts";
import type { Given } from "./axes.ts";

/** Every field of a cell, none missing: `backend` has become its two sides. `dataset` is the spec as the matrix wrote it. */
export type Settings = { readonly [A in Exclude<Axis, "backend">]: Exclude<Given[A], undefined> };

/** What all cells share; the two sides of the backend stay open until a cell is settled. */
export type Base = Omit<Settings, "trainBackend" | "serveBackend"> &
  Pick<Given, "trainBackend" | "serveBackend"> & { readonly backend: string };

/** Base with a cell's own fields laid over it. A side's own backend wins over `backend`, wherever each was written. */
export function settle(base: Base, given: Given): Settings {
  const { backend, trainBackend, serveBackend, ...rest } = { ...base, ...given } as Base;
  return { ...rest, trainBackend: trainBackend ?? backend, serveBackend: serveBackend ?? backend };
}

/** Whether a cell has every value that the selector names; `backend` selects on both sides. */
export function matches(settings: Settings, { backend, ...rest }: Given): boolean {
  const selector: Given = backend === undefined ? rest : { trainBackend: backend, serveBackend: backend, ...rest };
  return Object.entries(selector).every(
    ([axis, value]) => canonicalJson(settings[axis as keyof Settings]) === canonicalJson(value),
  );
}

/** The settings' experiment, before it has an id. */
export function experimentOf(settings: Settings, datasetId: string, seed: number): Omit<Experiment, "id"> {
  const { optimizer, schedule, batchSize, epochs, validation, earlyStopping, threads } = settings;
  const rules = { optimizer, schedule, batchSize, epochs, validation, ...(earlyStopping && { earlyStopping }) };
  return {
    dataset: datasetId,
    tokenizer: { segmenter: settings["tokenizer.segmenter"], fitOn: settings["tokenizer.fitOn"] },
    model: {
      vocabulary: settings["model.vocabulary"],
      maxLength: settings["model.maxLength"],
      embedding: settings["model.embedding"],
      hidden: settings["model.hidden"],
      pooling: settings["model.pooling"],
      batchNorm: settings["model.batchNorm"],
      residual: settings["model.residual"],
      dropout: settings["model.dropout"],
      bigrams: settings["model.bigrams"],
    },
    training: { backend: settings.trainBackend, ...rules, threads, seed },
    techniques: allTechniques(settings),
    serving: { backend: settings.serveBackend, threads },
  };
}

function allTechniques({ techniques, distillation, pruning, quantization }: Settings): PluginSpec[] {
  return [...techniques, ...[distillation, pruning, quantization].filter((technique) => technique !== null)];
}
