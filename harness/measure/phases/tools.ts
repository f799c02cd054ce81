import type { Registry } from "../../base/registry.ts";
import type { Backend, ModelFormat, OpenDataset, Technique } from "../../contract/index.ts";
import type { MachineReading } from "../machine/reading.ts";

/** What an entry point passes to the phases, since harness itself knows no backends and no datasets. */
export interface PhaseTools {
  readonly backends: Registry<Backend>;
  readonly techniques: Registry<Technique>;
  readonly openDataset: OpenDataset;
  readonly modelFormat: ModelFormat;
  /** Milliseconds since this process started, less those that it waited for its parent; monotonic. */
  readonly nowMs: () => number;
  /** Reads what else the machine does; absent where it cannot be read. */
  readonly readMachine?: (() => MachineReading) | undefined;
  readonly onProgress?: (share: number) => void;
  /** Resolves when this process may be timed: others get ready before, and are timed before or after. */
  readonly turn?: () => Promise<void>;
  /** Says that the phase takes no more timings. */
  readonly onTimed?: () => void;
}
