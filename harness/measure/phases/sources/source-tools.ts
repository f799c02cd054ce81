import type { Registry } from "../../../base/registry.ts";
import type { RingLinks, RingMember } from "../../../base/ring/add-up.ts";
import type { Answer } from "../../../classifier/answers.ts";
import type { Backend, ModelFormat, OpenDataset, Technique, UsageTogether } from "../../../contract/index.ts";
import type { Serving } from "../../../contract/serving.ts";
import type { OpenVectors } from "../../../contract/word-vectors.ts";
import type { MachineReading } from "../../machine/reading.ts";
import type { StopMeter } from "../../power/power-meter.io.ts";
import type { TrainJob } from "../phase-jobs.ts";
import type { ServingJob, ServingProcess } from "../serving-calls.ts";

/** What an entry point passes to what a source does, since harness itself knows no backends and no datasets. */
export interface SourceTools {
  readonly backends: Registry<Backend>;
  readonly techniques: Registry<Technique>;
  readonly openDataset: OpenDataset;
  readonly openVectors: OpenVectors;
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
  /** Measures the machine's power until the function that it gives is called; absent where nothing is measured. */
  readonly startPower?: (usesGpu: boolean) => StopMeter;
  /** Starts another process with the same model open; absent where there can be none. */
  readonly startServing?: (job: ServingJob) => Promise<ServingProcess>;
  /** Starts the other workers of a training, in processes of their own; absent where there can be none. */
  readonly startTraining?: (job: TrainJob) => Promise<WorkersStarted>;
  /** Opens a service over HTTP in this process, for as long as it lives. @returns its port on 127.0.0.1 */
  readonly openService?: (model: ServiceModel, batching: Pick<Serving, "maxBatch" | "maxDelayMs">) => Promise<number>;
}

/** The links of a worker, which count what it sends. */
export interface WorkerLinks extends RingLinks {
  readonly sentBytes: number;
}

/** A worker's place in the ring of all, and its neighbours. */
export interface WorkerInRing extends RingMember {
  readonly links: WorkerLinks;
  /** Ends the connections to both neighbours. */
  leave(): void;
  /** Joins a ring of the first workers, after a neighbour was lost. @param count of those */
  rejoin(count: number): Promise<RingMember>;
}

/** What a worker used. */
export interface WorkerUse {
  readonly sentBytes: number;
  /** Null where the kernel does not report it. */
  readonly peakRssBytes: number | null;
  /** What its rows give alone; null where all have alike rows. */
  readonly owner: OwnerAlone | null;
}

/** What its rows give an owner alone. */
export type OwnerAlone = NonNullable<UsageTogether["owners"]>[number];

/** The first worker of a training, whose others have started. */
export interface WorkersStarted extends WorkerInRing {
  /** Lets those that have dropped out train alone. @returns what they used, in their order */
  left(): Promise<readonly WorkerUse[]>;
  /** Times an epoch of all rows in a process that is no worker; absent where this one reads them all itself. */
  trainAlone?(): Promise<UsageTogether["alone"]>;
  /** @returns when the others have ended; safe to call twice */
  close(): Promise<void>;
}

/** What a service answers with. */
export interface ServiceModel {
  readonly labels: readonly string[];
  /** In the order of the texts. */
  answer(texts: readonly string[]): Promise<Answer[]>;
}
