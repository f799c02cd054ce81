import type { Registry } from "../../base/registry.ts";
import type { Backend, ModelFormat, OpenDataset, Technique } from "../../contract/index.ts";

/** What an entry point passes to the phases, since harness itself knows no backends and no datasets. */
export interface PhaseTools {
  readonly backends: Registry<Backend>;
  readonly techniques: Registry<Technique>;
  readonly openDataset: OpenDataset;
  readonly modelFormat: ModelFormat;
  /** Milliseconds since this process started; monotonic. */
  readonly nowMs: () => number;
  readonly onProgress?: (share: number) => void;
}
