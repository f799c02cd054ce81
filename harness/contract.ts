/**
 * The types that every part of pricewar meets at. Field names are fixed by the run folder's format: add freely, rename
 * none, and raise RECORD_SCHEMA when older records stop being comparable.
 */
import type { Json } from "./canonical.ts";
import type { LabelledTexts } from "./training/batches.ts";
import type { TrainingVariant } from "./training/variant.ts";

export const RECORD_SCHEMA = 1;

/** Ids that every vocabulary begins with, as in Keras with an oov_token. */
export const PADDING_ID = 0;
export const OOV_ID = 1;
/** Padding and <OOV>: their embedding rows stay float32 in every quantization. */
export const SPECIAL_ROWS = 2;
export const OOV_TOKEN = "<OOV>";

// ---------------------------------------------------------------------------------------------- what a cell is

/** A named plugin (optimizer, schedule, technique) with its parameters beside the name. */
export interface PluginSpec {
  readonly name: string;
  readonly [parameter: string]: Json;
}

export interface TokenizerSpec {
  /** "words" follows Keras' Tokenizer; "intl" cuts with Intl.Segmenter, for languages written without spaces. */
  readonly segmenter: "words" | "intl";
  /** Texts that the vocabulary is counted on: those trained on, or all of them as the document does. */
  readonly fitOn: "train" | "all";
  /**
   * What a word that is not in the vocabulary is read as: <OOV> where left out, as in Keras, or padding, which keeps the
   * word's position. Set by what takes words out of a vocabulary after training, and never by a matrix.
   */
  readonly unknownWords?: "oov" | "padding";
}

/** Sizes of the classifier. Parameters of the document's: 10,000 x 16 + 16 x 24 + 24 + 24 x 1 + 1 = 160,433. */
export interface ModelShape {
  /** Rows of the embedding that stand for words, padding and <OOV> included. */
  readonly vocabulary: number;
  /** Words a text is padded or cut to. */
  readonly maxLength: number;
  /** Columns of the embedding. */
  readonly embedding: number;
  /** Widths of the relu layers. */
  readonly hidden: readonly number[];
  /** Mean over all positions, padding included, as in the document; or over the words only. */
  readonly pooling: "all" | "words";
  /** Batch normalization before every relu; off where left out. Folded into the dense layers before a model is stored. */
  readonly batchNorm?: boolean;
  /** A connection around every hidden layer, which adds the layer's input to its output; off where left out. */
  readonly residual?: boolean;
  /** Share of the outputs of every relu that a training step sets to 0; none where left out. */
  readonly dropout?: number;
  /** Rows of the embedding, behind those of `vocabulary`, that pairs of adjacent words are hashed to; 0 where left out. */
  readonly bigrams?: number;
}

export interface ModelSpec extends ModelShape {
  /** 2 classes give one sigmoid unit (the probability of the second label); more give a softmax. */
  readonly classes: number;
}

/** The batch size that takes all training rows in one step. */
export const WHOLE_BATCH = "full";

/**
 * Ends a training once the loss on the validation rows has stopped falling. Under a pruning while training, the epochs
 * after its last mask count.
 */
export type EarlyStoppingSpec = {
  /** Epochs in a row without an improvement that are borne, at least 1. */
  readonly patience: number;
  /** What the validation loss must fall by, and more, to count as an improvement. */
  readonly minDelta: number;
  /** Gives the weights of the best epoch, and not those of the last. */
  readonly restoreBest: boolean;
};

export interface TrainingSpec {
  readonly backend: string;
  readonly optimizer: PluginSpec;
  readonly schedule: PluginSpec;
  readonly batchSize: number | typeof WHOLE_BATCH;
  readonly epochs: number;
  /** Share of the training rows that selects; 0 selects on the test rows, as the document does. */
  readonly validation: number;
  /** Absent where a training runs all its epochs. */
  readonly earlyStopping?: EarlyStoppingSpec;
  readonly threads: number;
  readonly seed: number;
}

export interface ServingSpec {
  readonly backend: string;
  readonly threads: number;
}

/** One cell of a matrix; `id` is the content id of all the rest. */
export interface Experiment {
  readonly id: string;
  /** "name@<12 hex of the content's SHA-256>": changed data is another experiment. */
  readonly dataset: string;
  readonly tokenizer: TokenizerSpec;
  readonly model: ModelShape;
  readonly training: TrainingSpec;
  readonly techniques: readonly PluginSpec[];
  readonly serving: ServingSpec;
}

// ---------------------------------------------------------------------------------------------- texts and datasets

export interface TextRow {
  readonly text: string;
  /** Index into Dataset.labels. */
  readonly label: number;
}

/** Labelled texts, read as a stream as often as needed. */
export interface Dataset {
  /** "name@<12 hex of the content's SHA-256>" */
  readonly id: string;
  /** Names of the classes by index. */
  readonly labels: readonly string[];
  /** Rows of each side; test is null for data that brings no split of its own. */
  readonly rowCounts: { readonly train: number; readonly test: number | null };
  rows(side: "train" | "test"): AsyncIterable<TextRow>;
}

/** Opens what a matrix calls `dataset`, such as "brown-press" or "csv:train.csv,test=test.csv". */
export type OpenDataset = (spec: string) => Promise<Dataset>;

/**
 * Texts as distinct word ids with counts: what a mean over positions needs, in a fraction of the space.
 * Text r owns entries offsets[r] .. offsets[r + 1]; within a text every id stands once, in order of first appearance,
 * padding last; its counts sum to maxLength. Pairs of words, where a model reads them, come after the words.
 */
export interface EncodedTexts {
  readonly rows: number;
  /** Positions of every text, those of pairs of words included: a model's `inputLength`. */
  readonly maxLength: number;
  readonly offsets: Int32Array;
  readonly ids: Int32Array;
  readonly counts: Int32Array;
}

/** Texts to ids with a fixed vocabulary. */
export interface TextEncoder {
  readonly vocabulary: readonly string[];
  encode(texts: readonly string[]): EncodedTexts;
}

// ---------------------------------------------------------------------------------------------- models

/** The first two rows of an embedding, kept in float32: row-major [2, columns]. */
type ExactRows = Float32Array;

/** A weight in the form it is stored in: what the exported file holds, byte for byte. Matrices are row-major. */
export type StoredTensor =
  | { readonly kind: "float32"; readonly shape: readonly number[]; readonly data: Float32Array }
  | {
      readonly kind: "sparse-rows";
      readonly shape: readonly [number, number];
      /** A bit for each weight, row by row, least significant first: 1 where the weight is not 0. */
      readonly mask: Uint8Array;
      /** Weights that are not 0, in the mask's order. */
      readonly values: Float32Array;
    }
  | {
      readonly kind: "float16";
      readonly shape: readonly [number, number];
      /** IEEE binary16 bit patterns [rows, columns]; rows 0 and 1 are zero, `exact` holds them. */
      readonly data: Uint16Array;
      readonly exact: ExactRows;
    }
  | {
      readonly kind: "int8-rows";
      readonly shape: readonly [number, number];
      /** [rows, columns] in [-127, 127]; codes[r, c] * scales[r] approximates the weight; rows 0 and 1 are zero. */
      readonly codes: Int8Array;
      /** [rows], or [1] where all rows share one scale. */
      readonly scales: Float32Array;
      readonly exact: ExactRows;
    }
  | {
      readonly kind: "int4-blocks";
      readonly shape: readonly [number, number];
      /** Columns that share a scale. */
      readonly blockSize: number;
      /** [rows, ceil(columns / 2)]: low nibble = even column; nibble - 8 is the code in [-8, 7]. */
      readonly packed: Uint8Array;
      /** [rows, ceil(columns / blockSize)] */
      readonly scales: Float32Array;
      readonly exact: ExactRows;
    }
  | {
      readonly kind: "product";
      readonly shape: readonly [number, number];
      /** Columns of a sub-vector; the last one is shorter where they do not divide the row. */
      readonly width: number;
      /** [rows, sub-vectors]: which centroid stands for each sub-vector; 0 in rows 0 and 1. */
      readonly codes: Uint8Array;
      /** [sub-vectors, centroids, width], filled up with zeros; the first centroid of each sub-vector is all zeros. */
      readonly centroids: Float32Array;
      /** Lengths that the rows are multiplied with, a code a row into at most 256 of them; null where rows are whole. */
      readonly norms: { readonly codes: Uint8Array; readonly values: Float32Array } | null;
      readonly exact: ExactRows;
    }
  | {
      readonly kind: "int8-columns";
      /** A dense kernel [inputs, outputs]. */
      readonly shape: readonly [number, number];
      readonly codes: Int8Array;
      /** [outputs], or [1] where all outputs share one scale. */
      readonly scales: Float32Array;
    }
  | {
      readonly kind: "int8-static";
      /** A dense kernel [inputs, outputs] with what its input is rounded to before the product is taken in integers. */
      readonly shape: readonly [number, number];
      readonly codes: Int8Array;
      /** [outputs], or [1] where all outputs share one scale. */
      readonly scales: Float32Array;
      readonly input: InputRange;
    };

/** How a number becomes a uint8: code = clamp(round(x / scale) + zeroPoint, 0, 255), which stands for (code - zeroPoint) * scale. */
export interface InputRange {
  /** A float32, above 0. */
  readonly scale: number;
  /** The code of 0. */
  readonly zeroPoint: number;
}

export type StorageKind = StoredTensor["kind"];

/** A trained network as plain weights in their stored form: "embedding", "dense0.kernel", "dense0.bias", "output.kernel" … */
export interface TrainedModel {
  readonly spec: ModelSpec;
  readonly tokenizer: TokenizerSpec;
  readonly labels: readonly string[];
  /** Words by id; index 0 is padding, 1 is <OOV>. At most spec.vocabulary long. */
  readonly vocabulary: readonly string[];
  readonly weights: ReadonlyMap<string, StoredTensor>;
  readonly applied: readonly PluginSpec[];
}

/** A TrainedModel less what tokenizer.json and config.json hold: what can be read back from model.onnx alone. */
export type ModelWeights = Pick<TrainedModel, "spec" | "weights">;

/** model.onnx <-> weights; lives in backends/onnx and is handed to the harness by the entry points. */
export interface ModelFormat {
  /** Padded ids [batch, inputLength] int64 in, probabilities out ([batch, 1] for two classes, else [batch, classes]). */
  write(model: ModelWeights): Uint8Array;
  /** @throws RecordError on a file that pricewar did not write */
  read(modelOnnx: Uint8Array): ModelWeights;
}

// ---------------------------------------------------------------------------------------------- backends

/** What really ran, read back from the runtime and never copied from the request. */
export interface ExecutionProof {
  /** "cpu", or the name of the accelerator */
  readonly device: string;
  /** Execution provider of the nodes, e.g. "CPUExecutionProvider" or "tfjs wasm simd". */
  readonly provider: string;
  /** Types that the kernels compute in, e.g. "float32" or "float32+int8". */
  readonly kernelPrecision: string;
  /** Threads that computed; null where neither the runtime nor the kernel tells. */
  readonly threads: number | null;
  /** Form that the texts enter the kernels in. */
  readonly inputForm: "padded" | "distinct";
  /** Name and version, e.g. "onnxruntime-node 1.30.0". */
  readonly library: string;
}

/** What really ran while training. */
export type TrainingProof = Omit<ExecutionProof, "inputForm">;

export type ProbeResult =
  | { readonly ok: true; readonly device: string; readonly library: string }
  | { readonly ok: false; readonly reason: string };

export interface ServeOptions {
  readonly threads: number;
  /** "distinct" unless told: the same mathematics with a fraction of the gathers. */
  readonly inputForm?: "padded" | "distinct";
}

/** A model ready to answer. */
export interface Session {
  readonly spec: ModelSpec;
  /** Probabilities in host memory: [rows, 1] (of the second label) for two classes, else [rows, classes]. */
  predict(batch: EncodedTexts): Promise<Float32Array>;
  /** Runs `batch` once more under the runtime's own profiler, outside any timing, and tells what it saw. */
  prove(batch: EncodedTexts): Promise<ExecutionProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

/** One runtime on one kind of device. */
export interface Backend {
  readonly name: string;
  /** What a proof must name as its provider; anything else is a failure of kind "wrong-device". */
  readonly provider: string;
  /** Its kernels run on a GPU, whose memory the driver can be asked for. */
  readonly usesGpu: boolean;
  /** What a machine must have beside the installed packages, for a person whose machine lacks it. */
  readonly needs: string;
  /** Never throws and never falls back. */
  probe(): Promise<ProbeResult>;
  /** Absent where the runtime cannot train. */
  openTrainer?(setup: import("./training/trainer.ts").TrainerSetup): Promise<import("./training/trainer.ts").Trainer>;
  /** Every backend reads the same file. @throws BackendError */
  open(modelOnnx: Uint8Array, options: ServeOptions): Promise<Session>;
}

// ---------------------------------------------------------------------------------------------- techniques

/** What a change of a trained model may draw on. */
export interface TechniqueTools {
  /** The rows that trained the model, as the model that is to be changed reads them; read when asked for. */
  readonly trainRows: () => Promise<LabelledTexts>;
  /**
   * Trains a float32 model on, on the rows that trained it, with the cell's backend, batch size and rules from their
   * beginning. Weights of matrices that are 0 were pruned and stay 0.
   */
  readonly trainOn: (model: TrainedModel, epochs: number) => Promise<TrainedModel>;
  /** The cell's, for whatever is drawn at random. */
  readonly seed: number;
}

/** A technique with its parameters. Inputs are left as they were. */
export type BoundTechnique = TrainingTechnique | ResultTechnique;

/** Changes the training alone: cells that share the training share this technique. */
interface TrainingTechnique {
  readonly stage: "training";
  readonly training: TrainingVariant;
  readonly after?: never;
}

interface ResultTechnique {
  /**
   * What becomes of the trained model: its float32 weights change, or some are stored in another form, after which there
   * is nothing left to change. By this techniques/order.ts tells which lists of techniques are possible.
   */
  readonly stage: "weights" | "storage";
  /** A part that the training takes beforehand. */
  readonly training?: TrainingVariant;
  /** Techniques of a list run one after the other. */
  readonly after: (model: TrainedModel, tools: TechniqueTools) => TrainedModel | Promise<TrainedModel>;
}

/** A lever on the model itself. Parameters are read, and refused, before any run starts. */
export interface Technique {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): BoundTechnique;
}

// ---------------------------------------------------------------------------------------------- records

export type Phase = "prepare" | "train" | "compress" | "serve";

export type FailureKind =
  | "crash" // the process died of a signal or exited without an answer
  | "out-of-memory"
  | "disk-full"
  | "wrong-device" // something else ran than was asked for
  | "backend" // the runtime refused or failed
  | "bad-input"
  | "non-finite" // training or serving gave NaN or infinity
  | "bug";

export interface Host {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Type, release and architecture, with a space between. */
  readonly os: string;
  readonly node: string;
  /** Cores that the control group is held to; absent without such a quota and in older records. */
  readonly cpuQuota?: number;
  /** Version of NVIDIA's driver; absent without one and in older records. */
  readonly gpuDriver?: string;
  /** Content id of the other fields: equal on machines that can be compared. */
  readonly fingerprint: string;
}

export interface RunHeader {
  readonly schema: typeof RECORD_SCHEMA;
  readonly experiment: Experiment;
  /** 1-based repetition of the same experiment, training included. */
  readonly repeat: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Hash of the code and the lockfile that made the record. */
  readonly code: string;
  readonly host: Host;
}

export interface Quality {
  /** Fractions of the test rows, from the timed form of the model. */
  readonly accuracy: number;
  /** Mean cross-entropy on the test rows, natural logarithm. */
  readonly loss: number;
  /** F1 of the second label for two classes, else the mean over the classes. */
  readonly f1: number;
  readonly trainAccuracy: number;
  /** Null where no training rows were held back. */
  readonly validationAccuracy: number | null;
  readonly testRows: number;
  /** Base64 of a bitset by test row, least significant bit first: 1 where the prediction was right. */
  readonly correct: string;
}

export interface EpochHistory {
  /** 1-based. */
  readonly epoch: number;
  /** Clock of the training steps up to the end of this epoch; evaluation excluded. */
  readonly trainWallMs: number;
  /** Mean training loss over the epoch's rows, each taken before its own step. */
  readonly loss: number;
  /** Of the float32 weights, also where the training rounds what its forward pass sees. */
  readonly testAccuracy: number;
  /** Mean cross-entropy of the validation rows after the epoch; null without such rows, absent in older records. */
  readonly validationLoss?: number | null;
  /** Of the epoch's last step: the optimizer's rate times the schedule's factor. Absent in older records. */
  readonly learningRate?: number;
}

/** How a training under early stopping ended. */
export interface TrainingStop {
  /** The last epoch that ran. */
  readonly epoch: number;
  /** The epoch of the lowest validation loss, improvements of up to minDelta left out of account. */
  readonly bestEpoch: number;
  readonly plannedEpochs: number;
  /** Steps of the epochs that were planned and did not run. */
  readonly savedSteps: number;
}

/** How a training went. What is absent is not in older records. */
export interface TrainingCourse {
  readonly history: readonly EpochHistory[];
  readonly executed: TrainingProof;
  /** Null without early stopping. */
  readonly stopped?: TrainingStop | null;
  /** Epochs after which the schedule lowered the rate because of the validation loss; null for one that ignores it. */
  readonly reducedAfter?: readonly number[] | null;
  /**
   * Wall time of reading the weights and scoring the validation rows, all epochs: in no cost and no `trainWallMs`, yet a
   * training that early stopping or its schedule follows needs it. Null without validation rows.
   */
  readonly evaluationWallMs?: number | null;
}

export interface ServeUsage {
  /** One text at a time, tokenizing included; null where too few queries were made for the percentile. */
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
  readonly queries: number;
  /** Text in, probability out, batch 256, tokenizing included: the median over the rounds. */
  readonly textsPerSecond: number;
  /** Rounds of the whole sample, slowest and fastest. */
  readonly textsPerSecondRange: readonly [number, number];
  /** Wall time of the measured serving alone. */
  readonly measuredMs: number;
}

export interface Usage {
  /** The training steps alone: the sum over epochs. */
  readonly trainWallMs: number;
  readonly trainSteps: number;
  readonly compressWallMs: number;
  /** Process start to the first probability. */
  readonly coldStartMs: number;
  readonly tokenizeTextsPerSecond: number;
  readonly serve: ServeUsage;
  /** High-water mark of the serving process while it served; null where the kernel does not tell. */
  readonly peakRssBytes: number | null;
  readonly trainPeakRssBytes: number | null;
  /** The same serving process, runtime loaded, before the model is. */
  readonly baselineRssBytes: number | null;
  /** GPU memory of the serving process, the largest of two readings; null without a GPU or where the driver hides it. */
  readonly peakVramBytes: number | null;
  readonly modelBytes: number;
  readonly modelGzipBytes: number;
  /** All files of the cell's folder. */
  readonly artifactBytes: number;
  /**
   * Each phase's process from its start to its answer, loading included. Reading and encoding the texts, done once for
   * all cells, is no part of it.
   */
  readonly processWallMs: { readonly train: number; readonly compress: number; readonly serve: number };
  /** "<experiment id>#<repeat>@<start>" of the run that trained the weights; cells that share it are one sample of training. */
  readonly trainRun: string;
  /** What the teachers of a distillation took; absent where there was none. */
  readonly teaching?: TeachingUsage;
}

/** Work on a student's soft targets, beside its own training. */
export interface TeachingUsage {
  /** Training steps of all teachers, whether this run or another trained them. */
  readonly trainWallMs: number;
  /** The teachers' answers to the training rows; within the student's training process, and no part of its trainWallMs. */
  readonly answersWallMs: number;
  /** Training processes of all teachers, loading included. */
  readonly processWallMs: number;
  /** The runs that trained them, as in `trainRun`. */
  readonly trainRuns: readonly string[];
}

export interface Price {
  /** provider/instance/region/terms */
  readonly id: string;
  readonly usdPerHour: number;
  readonly source: string;
  /** Date of the source, ISO 8601. */
  readonly date: string;
  readonly region: string;
  readonly terms: string;
  readonly billing: { readonly granularitySeconds: number; readonly minimumSeconds: number };
}

export interface CostEstimate {
  /** Of the training steps, the teachers' included: seconds x rate. */
  readonly trainUsd: number;
  /** Share of `trainUsd` that teachers took; absent where there was none. */
  readonly teacherUsd?: number;
  /** Training, compressing and the measured serving. */
  readonly runUsd: number;
  /** What the offer's granularity and minimum make of the processes' whole wall time. */
  readonly billedUsd: number;
  /** At the measured throughput, the whole instance paid for. */
  readonly usdPerMillionTexts: number;
  readonly price: Price;
}

export type RunRecord = RunHeader &
  (
    | {
        readonly status: "ok";
        readonly quality: Quality;
        readonly training: TrainingCourse;
        readonly usage: Usage;
        readonly cost: CostEstimate;
        readonly executed: ExecutionProof;
      }
    | { readonly status: "skipped"; readonly reason: string }
    | { readonly status: "failed"; readonly phase: Phase; readonly kind: FailureKind; readonly error: string }
    | {
        readonly status: "timeout";
        readonly phase: Phase;
        readonly limitMs: number;
        /** Whose training it was, where it was a teacher's. */
        readonly teacher?: string;
      }
  );

export type OkRecord = Extract<RunRecord, { status: "ok" }>;

// ---------------------------------------------------------------------------------------------- plans

export type AccuracyFloor = { readonly withinPoints: number } | { readonly atLeast: number };

export interface PlannedCell {
  readonly experiment: Experiment;
  readonly repeat: number;
  /** The cell's value on each axis, as the matrix file wrote it: what tells cells apart for a reader. */
  readonly fields: Readonly<Record<string, Json>>;
  /** Content id of the experiment less its seed: cells that differ in seed and repeat alone share it. */
  readonly configuration: string;
  readonly isBaseline: boolean;
  /** Those of the techniques that change the training, in order. */
  readonly trainedWith: readonly PluginSpec[];
  /** Cells that teach this one by their plain training, which a cell of the matrix may share. */
  readonly teachers: readonly Experiment[];
  /** Price id of the serving backend. */
  readonly priceId: string;
}

/** plan.json: what a run folder is meant to hold. */
export interface Plan {
  readonly schema: typeof RECORD_SCHEMA;
  readonly name: string;
  readonly code: string;
  /** Axis name -> its values, as the matrix file wrote them, `include` cells' values added. */
  readonly axes: Readonly<Record<string, readonly Json[]>>;
  readonly seeds: readonly number[];
  readonly repeats: number;
  /** Fields of the baseline cell; null where the matrix names none, which only an absolute floor allows. */
  readonly baseline: Readonly<Record<string, Json>> | null;
  readonly accuracyFloor: AccuracyFloor;
  readonly datasets: readonly {
    readonly id: string;
    readonly spec: string;
    readonly labels: readonly string[];
    readonly rowCounts: Dataset["rowCounts"];
  }[];
  /** Texts that trainings read beside their cell's dataset; absent where none do. */
  readonly unlabelled?: readonly { readonly id: string; readonly spec: string }[];
  readonly cells: readonly PlannedCell[];
  /** ISO 8601: trainings from before are not used, since a run was asked to measure everything anew. */
  readonly measuredSince?: string;
}

/** Identity of a run within a folder. */
export function runKey(run: { experiment: { id: string }; repeat: number }): string {
  return `${run.experiment.id}#${run.repeat}`;
}
