import type { Registry } from "../../base/registry.ts";
import type { Backend, ModelFormat, OpenDataset, Technique } from "../../contract/index.ts";

/** What an entry point hands to the phases: harness names no backend and no dataset itself. */
export interface PhaseTools {
  readonly backends: Registry<Backend>;
  readonly techniques: Registry<Technique>;
  readonly openDataset: OpenDataset;
  readonly modelFormat: ModelFormat;
  /** Milliseconds since this process started; only ever grows. */
  readonly nowMs: () => number;
  readonly onProgress?: (share: number) => void;
}
