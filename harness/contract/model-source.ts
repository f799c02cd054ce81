/** What a model source says of itself where a run is planned; its phases are harness/measure/phases/sources/source.ts. */
import { contentId, type Json } from "../base/canonical-json.ts";
import type { Axis } from "./axes.ts";
import type { ModelShape, PluginSpec, ServingSpec, TrainingSpec } from "./experiment.ts";
import type { Plan } from "./plan.ts";

/** Today's classifier of our own. An experiment of it has no `model.source`. */
export const REFERENCE = "reference";

/** What every source is asked the same way: the data and its split, what is masked in texts, from which probability a label is given, and how it is served. */
export const SHARED_AXES = [
  "dataset",
  "model.source",
  "tokenizer.mask",
  "validation",
  "threshold",
] as const satisfies readonly Axis[];

/** Axes that a source may use or not. `backend` stands for its two sides; those of `serving.` hold for all. */
export type SourceAxis = Exclude<Axis, (typeof SHARED_AXES)[number] | "backend" | `serving.${string}`>;

/** Graphs that pricewar did not write: a backend opens them by `openGraph` and `openTfjsGraph`. */
export type GraphKind = "onnx" | "tfjs";

/** A source as a cell names it: "onnx:models/bert" -> name "onnx", argument "models/bert". */
export interface SourceName {
  readonly name: string;
  /** What comes after the first colon; null without one. */
  readonly argument: string | null;
}

/** Label of a model that was trained elsewhere -> label of the data. */
export type LabelMap = Readonly<Record<string, string>>;

/** Where a phase's model comes from, once its run is planned. */
export interface PlannedSource extends SourceName {
  /** As experiments name it: with a hash of the content that the argument stands for, and of `labelMap`. */
  readonly id: string;
  /** Which labels of the data the model's stand for; absent where their names say it. */
  readonly labelMap?: LabelMap;
}

/** The content that a source's argument stands for. */
export interface PinnedSource {
  /** "name:FOLDER@<12 hex of the content's SHA-256>": changed content makes another experiment. FOLDER is the last part of its path. */
  readonly id: string;
  /** SPDX, as the content itself says; absent where it does not. */
  readonly licence?: string;
  /** Names of the labels that its models give, in their order; absent where they give the data's, or the content does not name them. */
  readonly labels?: readonly string[];
  /** The files whose names and bytes the id is of; absent where a package has them. */
  readonly files?: FilesOfFolder;
}

/** Some of a folder's files. */
export interface FilesOfFolder {
  /** Absolute. */
  readonly folder: string;
  /** Relative to it. */
  readonly names: readonly string[];
}

/** A cell before its dataset is opened and its seed is set. */
export interface SourcedCell {
  readonly model: ModelShape;
  readonly training: Omit<TrainingSpec, "seed">;
  readonly techniques: readonly PluginSpec[];
  readonly serving: ServingSpec;
}

/** Something that a cell asks of a source, and that it cannot do. */
export interface SourceProblem {
  /** The axis whose value is meant, or which of the cell's techniques. */
  readonly at: SourceAxis | { readonly technique: number };
  /** What is needed, and what came. */
  readonly fault: string;
  readonly wayOut: string;
}

/** What is known of a source before any of its models is opened. */
export interface SourceDeclaration {
  /** What comes after its name and a colon, such as "FOLDER"; null if nothing does. */
  readonly argument: string | null;
  /**
   * The axes that change its models, and those that it refuses (`problems`). All others are at one value in its experiments, the default or that of `fixed`: cells that differ
   * in these alone are one experiment.
   */
  readonly uses: "all" | readonly SourceAxis[];
  /** Values of axes that it does not use, as an experiment's settings have them, where the default is not what it does. */
  readonly fixed?: Readonly<Partial<Record<SourceAxis, Json> & Record<"trainBackend" | "serveBackend", string>>>;
  /** Whether its models were trained elsewhere: what their training cost is not counted, and what one answers depends on `model.source` alone. */
  readonly isPretrained: boolean;
  /** The kinds of graphs that its models can be opened as: a backend that it trains or serves on must run one of them. Any backend if left out. */
  graphs?(argument: string | null): readonly GraphKind[];
  /** What a cell asks that it cannot do; called with the values of axes that it uses. None if left out. */
  problems?(cell: SourcedCell): readonly SourceProblem[];
  /**
   * Reads the content that an argument stands for. Present exactly where `argument` is no null.
   * @param baseFolder that relative paths are resolved against
   * @throws ConfigError or DataError on content that is no model
   */
  pin?(argument: string, baseFolder: string): Promise<PinnedSource>;
}

/** The id of a source whose labels are mapped: another map makes another experiment, as other content does. */
export function labelledId(id: string, labelMap: LabelMap | undefined): string {
  return labelMap === undefined ? id : id.replace(/[^@]*$/, contentId({ id, labelMap }));
}

/** Whether a planned model was trained elsewhere. */
export function isPretrainedModel({ source }: Pick<ModelShape, "source">, { sources }: Pick<Plan, "sources">): boolean {
  return sources?.some(({ id, isPretrained }) => id === source && isPretrained === true) === true;
}

/** "onnx:models/bert" -> name "onnx", argument "models/bert" */
export function splitSource(spec: string): SourceName {
  const colon = spec.indexOf(":");
  return colon === -1
    ? { name: spec, argument: null }
    : { name: spec.slice(0, colon), argument: spec.slice(colon + 1) };
}
