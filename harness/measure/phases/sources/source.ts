import type { SourceDeclaration } from "../../../contract/model-source.ts";
import type { OpenedModel, OpenRequest } from "../opened-model.ts";
import type { CompressJob, CompressReport, TrainJob } from "../phase-jobs.ts";
import type { TrainingReport } from "../training-folder.io.ts";
import type { SourceTools } from "./source-tools.ts";

/** What a source does in the phases of a cell. Each loads only its own code: a process that serves must not load what trains. */
export interface SourcePhases {
  /**
   * Makes the weights, and writes them with the report (`writeTraining`). A source that trains nothing writes what later phases need,
   * and reports `untrained(job)`.
   */
  train(job: TrainJob, tools: SourceTools): Promise<TrainingReport>;
  /** Applies the cell's techniques and writes the folder that will be scored and timed. Its config.json names the source. */
  compress(job: CompressJob, tools: SourceTools): Promise<CompressReport>;
  /** @throws RecordError on a folder that is incomplete or damaged */
  open(request: OpenRequest): Promise<OpenedModel>;
}

/** Where models come from: one file, and one line in registry.ts. */
export interface ModelSource extends SourceDeclaration, SourcePhases {}
