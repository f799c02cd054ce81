import type { Json } from "../../base/canonical-json.ts";
import type { AnswerThreshold } from "../../classifier/answers.ts";
import type { ModelFolderParsers } from "../../classifier/model-folder/model-folder.io.ts";
import type { Backend, CorpusFacts, EncodedTexts, ExecutionProof, Session } from "../../contract/index.ts";
import type { Mask } from "../../contract/masking.ts";
import type { NameList } from "../../contract/name-list.ts";
import type { CorpusPlace } from "./corpus-place.ts";
import type { SourceConfig } from "./sources/source-config.ts";

/** A model folder to open on a runtime. */
export interface OpenRequest {
  readonly modelFolder: string;
  readonly backend: Backend;
  readonly threads: number;
  /** For a folder that may come from anywhere: they check every field. Null for a run's own. */
  readonly checks: FolderChecks | null;
}

/** Passed in by who opens folders from anywhere: their schemas are no part of the code that measures. */
export interface FolderChecks extends ModelFolderParsers {
  /** @throws RecordError: file: field: what was needed, what came */
  checkedConfig(written: Json, file: string): SourceConfig;
}

/** A model on a runtime, of whatever source: all that serving, timing, scoring and proofs need. */
export interface OpenedModel {
  /** By class, in the order of the dataset's labels for a folder of a run. */
  readonly labels: readonly string[];
  /** Undefined where the most probable label is the answer. */
  readonly threshold: AnswerThreshold | undefined;
  /** What was masked in the texts that it was trained on, and is to be masked in those that it answers: `openFolder` sees to that. */
  readonly mask: Mask;
  /** Those that the mask names. */
  readonly names: readonly NameList[];
  /** From texts to probabilities in host memory: [rows, 1], of the second label, for two classes, else [rows, classes]. */
  answer(texts: readonly string[]): Promise<Float32Array>;
  /** Does what `answer` does until the runtime takes over: the figure "tokenizing". Null for a model that reads nothing of a text. */
  readonly tokenize: ((texts: readonly string[]) => unknown) | null;
  /** What `answer` consists of, where it can be timed by itself. */
  readonly parts?: ModelParts;
  /** The rows of a prepared corpus, ready to be answered by this model. */
  scoredCorpus(corpus: CorpusPlace): Promise<ScoredCorpus>;
  /** Answers texts once more, outside any timing and observed, and reports what ran. */
  prove(texts: readonly string[]): Promise<ExecutionProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

/** The steps from texts to probabilities. */
export interface ModelParts {
  encode(texts: readonly string[]): EncodedTexts;
  predict(batch: EncodedTexts): Promise<Float32Array>;
  /** Opens the step up to the mean of the embedding's rows; absent where the backend cannot part it from the rest. */
  openLookup?(): Promise<Pick<Session, "predict" | "close">>;
}

/** The sides that a model is scored on. */
export interface ScoredCorpus {
  readonly classes: number;
  /** Index of the label that the dataset names positive; null if it names none. */
  readonly positive: number | null;
  readonly train: ScoredSide;
  /** Null where no training rows are held back. */
  readonly validation: ScoredSide | null;
  readonly test: ScoredSide;
  readonly facts: CorpusFacts;
}

/** The rows of one side. */
export interface ScoredSide {
  readonly labels: Uint16Array;
  /** Probabilities of the rows from `start` to before `end`, as `OpenedModel.answer` gives them. */
  answer(start: number, end: number): Promise<Float32Array>;
}
