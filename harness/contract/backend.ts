import type { ModelSpec } from "./experiment.ts";
import type { GraphOptions, GraphSession } from "./graph-session.ts";
import type { ExecutionProof } from "./proof.ts";
import type { EncodedTexts, EncoderOptions } from "./texts.ts";
import type { TfjsGraph } from "./tfjs-graph.ts";
import type { Trainer, TrainerSetup } from "./trainer.ts";

export type ProbeResult =
  | { readonly ok: true; readonly device: string; readonly library: string }
  | { readonly ok: false; readonly reason: string };

export interface ServeOptions {
  readonly threads: number;
  /** "distinct" by default: the same mathematics with a fraction of the gathers. */
  readonly inputForm?: "padded" | "distinct";
  /** How the model's texts are encoded, for sessions that answer texts by themselves. */
  readonly texts?: EncoderOptions;
}

/** A model ready to answer. */
export interface Session {
  readonly spec: ModelSpec;
  /** Probabilities in host memory: [rows, 1] (of the second label) for two classes, else [rows, classes]. */
  predict(batch: EncodedTexts): Promise<Float32Array>;
  /**
   * The same from texts, with no ids in between: what `predict` gives for the encoded texts, within 1e-6. Absent where the
   * backend only takes encoded texts, or was not told how these are encoded.
   */
  predictTexts?(texts: readonly string[]): Promise<Float32Array>;
  /** Runs `batch` once more, outside any timing and observed, and reports what ran; texts of its words, too, if it answers texts. */
  prove(batch: EncodedTexts): Promise<ExecutionProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

/** The backend where nothing names one (docs/decisions/0036). */
export const DEFAULT_BACKEND = "onnx";

/** More than any machine needs; a backend may take fewer. */
export const MOST_THREADS = 1024;

/** One runtime on one kind of device. */
export interface Backend {
  readonly name: string;
  /** What a proof must name as its provider; anything else is a failure of kind "wrong-device". */
  readonly provider: string;
  /** Whether its kernels run on a GPU, whose memory the driver reports. */
  readonly usesGpu: boolean;
  /** What a machine must have besides the installed packages, for a person whose machine lacks it. */
  readonly needs: string;
  /** Whether it trains with other processes where the setup has `workers`; no if absent. */
  readonly trainsTogether?: true;
  /** Never throws and never falls back. */
  probe(): Promise<ProbeResult>;
  /** Absent where the runtime cannot train. */
  openTrainer?(setup: TrainerSetup): Promise<Trainer>;
  /** Every backend reads the same file. @throws BackendError */
  open(modelOnnx: Uint8Array, options: ServeOptions): Promise<Session>;
  /**
   * Opens the part of a model that ends at the mean of the words' embedding rows, which `predict` gives: [rows, columns]. What it takes
   * less than the whole is the layers'. Absent where the kernels do both at once. @throws BackendError
   */
  openLookup?(
    modelOnnx: Uint8Array,
    options: Pick<ServeOptions, "threads">,
  ): Promise<Pick<Session, "predict" | "close">>;
  /**
   * Opens an ONNX graph that pricewar did not write, with all of its weights inside. Absent where the runtime reads pricewar's
   * own graphs alone. @throws BackendError
   */
  openGraph?(model: Uint8Array, options: GraphOptions): Promise<GraphSession>;
  /** Opens a graph of TensorFlow.js. Absent where the runtime runs none. @throws BackendError */
  openTfjsGraph?(graph: TfjsGraph, options: GraphOptions): Promise<GraphSession>;
}
