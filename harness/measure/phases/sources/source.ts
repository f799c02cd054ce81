import type { SourceDeclaration } from "../../../contract/model-source.ts";
import type { OpenedModel, OpenRequest } from "../opened-model.ts";
import type { AnswerJob, CompressJob, CompressReport, TrainJob } from "../phase-jobs.ts";
import type { AnswerReport } from "../teaching-job.ts";
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
  /**
   * Answers many texts with a trained model, for a student to learn from. Left out where the model that `compress` and `open` make of it does
   * that as well: a source that keeps what it computes of texts need not compute it again.
   */
  answerMany?(job: AnswerJob, texts: ManyTexts, take: TakeAnswers, tools: SourceTools): Promise<AnswerReport>;
}

/** Texts that are read as they are answered. */
export interface ManyTexts {
  readonly count: number;
  readonly batches: AsyncIterable<readonly string[]>;
}

/** Receives answers in the order of their texts, as `OpenedModel.answer` gives them: those to a few texts, which are not used again. */
export type TakeAnswers = (outputs: Float32Array) => void;

/** Where models come from: one file, and one line in registry.ts. */
export interface ModelSource extends SourceDeclaration, SourcePhases {}
