/** Jobs and reports of the phases that a model source carries out: plain data that can be sent between processes. */
import type { ModelSpec, PluginSpec, ServingSpec, TokenizerSpec, TrainingSpec } from "../../contract/index.ts";
import type { PlannedSource } from "../../contract/model-source.ts";
import type { NameList } from "../../contract/name-list.ts";
import type { CorpusPlace } from "./corpus-place.ts";
import type { TeachingJob } from "./teaching-job.ts";

/** What the jobs of a model have in common. */
export interface SourceJob extends CorpusPlace {
  /** Absent for the reference, whose corpus is encoded; that of all others has raw texts. */
  readonly source?: PlannedSource;
  /** How the names of folders begin in which a source keeps what it computes of texts, for its other models and for later runs. Absent for the reference. */
  readonly featuresPath?: string;
  /** The names that the tokenizer masks; absent if it masks none. */
  readonly names?: readonly NameList[];
}

export interface TrainJob extends SourceJob {
  readonly model: Omit<ModelSpec, "classes">;
  readonly training: TrainingSpec;
  /** A corpus whose training rows lie apart, which its workers read in place of that of all; absent where they all read the same. */
  readonly ownersFolder?: string;
  /** Techniques that change the training, in order. */
  readonly trainedWith: readonly PluginSpec[];
  /** Where the weights and the measurements go. */
  readonly trainingFolder: string;
  /** The run that trains, as recorded by every cell that reuses its weights. */
  readonly trainRun: string;
  /** Present if one of `trainedWith` is a distillation. */
  readonly teaching?: TeachingJob;
}

export interface CompressJob extends SourceJob {
  readonly experiment: string;
  readonly tokenizer: TokenizerSpec;
  readonly techniques: readonly PluginSpec[];
  /** How the model was trained, for techniques that fine-tune it. */
  readonly training: TrainingSpec;
  readonly trainingFolder: string;
  /** Where the finished model goes. */
  readonly modelFolder: string;
}

/** Lets a trained model of any source answer texts, for a student to learn from. */
export interface AnswerJob extends Omit<CompressJob, "techniques" | "modelFolder"> {
  readonly serving: ServingSpec;
  /** The training rows of a corpus of raw texts, or the training side of other data. */
  readonly texts: CorpusPlace | { readonly spec: string; readonly id: string };
  readonly answersFolder: string;
}

export interface CompressReport {
  /** The techniques only, without reading, writing and the proofs of what ran. */
  readonly compressWallMs: number;
  readonly processWallMs: number;
  /** Id of the graph of model.onnx, without the values of its weights; absent for a model that is no graph. */
  readonly graph?: string;
  /** Numbers that were fitted to data, pruned ones included; absent where nobody knows. */
  readonly parameters?: number;
  readonly modelBytes: number;
  readonly modelGzipBytes: number;
  readonly artifactBytes: number;
}
