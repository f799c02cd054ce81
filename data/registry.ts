import { ConfigError } from "../harness/base/errors.ts";
import { createRegistry, type Registry } from "../harness/base/registry.ts";
import { unknownDataset } from "../harness/contract/dataset-kinds.ts";
import type { Dataset } from "../harness/contract/index.ts";
import { type DatasetLoader, type OpenOptions, splitSpec } from "./spec.ts";

/** Adding a dataset takes one file and one line here. */
export const datasets = createRegistry<DatasetLoader>("dataset", {
  "brown-press": async () => (await import("./brown-press.ts")).openBrownPress,
  csv: async () => (await import("./csv.ts")).openCsv,
  jsonl: async () => (await import("./jsonl.ts")).openJsonLines,
  parquet: async () => (await import("./parquet.ts")).openParquet,
  synthetic: async () => (await import("./synthetic.ts")).openSynthetic,
});

/**
 * Opens the `dataset` of a matrix: "brown-press", "csv:TRAIN.csv", "csv:TRAIN.csv,test=TEST.csv,text=COLUMN,label=COLUMN",
 * "jsonl:TRAIN.jsonl", "parquet:TRAIN.parquet" or "synthetic:rows=1000,classes=2,words=5000,length=60,seed=1". All data is read and validated before this resolves.
 * @param known kinds of datasets by name
 * @throws ConfigError on an unknown name or option, DataError on data that cannot be used
 */
export async function openDataset(
  spec: string,
  options: OpenOptions,
  known: Registry<DatasetLoader> = datasets,
): Promise<Dataset> {
  const { name, parameters } = splitSpec(spec);
  if (!known.has(name)) throw new ConfigError(unknownDataset(spec, known.names));
  const open = await known.load(name);
  return open(parameters, options);
}
