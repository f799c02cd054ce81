/** The content that a matrix names, and how a plan and its experiments name it: by hash. */
import type { DataDoubt, Dataset, ModelShape, Plan, TokenizerSpec } from "../contract/index.ts";
import { isOfNames, maskOf } from "../contract/masking.ts";
import type { LabelMap, PinnedSource } from "../contract/model-source.ts";
import type { NameList } from "../contract/name-list.ts";
import type { WordVectors } from "../contract/word-vectors.ts";

/** What a plan needs to know of a dataset. */
export type PlannedDataset = Pick<
  Dataset,
  "id" | "sourceId" | "origin" | "labels" | "rowCounts" | "positive" | "split" | "group" | "files"
> & {
  /** What looks wrong with it. */
  readonly doubts?: readonly DataDoubt[];
};

/** A source, and the content that its argument stands for. */
export interface KnownSource extends PinnedSource {
  readonly isPretrained: boolean;
  readonly labelMap?: LabelMap;
}

/** What a plan needs to know of word vectors. */
export type PlannedVectors = Pick<WordVectors, "id" | "licence" | "width">;

/** What is known of a matrix' content, by its names in it. */
export interface KnownContent {
  /** Opened datasets. */
  readonly datasets: ReadonlyMap<string, PlannedDataset>;
  /** Sources of models; the reference may be left out. */
  readonly sources?: ReadonlyMap<string, KnownSource>;
  /** Opened word vectors. */
  readonly vectors?: ReadonlyMap<string, PlannedVectors>;
  /** Lists of names that are masked, by their entry of a mask. */
  readonly names?: ReadonlyMap<string, NameList>;
}

/** Nothing where no names are masked. */
export function plannedNames(entries: readonly string[], names: KnownContent["names"]): Pick<Plan, "names"> {
  if (entries.length === 0) return {};
  return { names: entries.map((spec) => ({ ...knownNames(names, spec), spec })) };
}

function knownNames(names: KnownContent["names"], entry: string): NameList {
  const list = names?.get(entry);
  if (list === undefined) throw new TypeError(`the names of "${entry}" were not read before planning`);
  return list;
}

/** The tokenizer with the names that it masks named by id, so that other names make another experiment. */
export function identifiedTokenizer(tokenizer: TokenizerSpec, { names }: KnownContent): TokenizerSpec {
  const mask = maskOf(tokenizer);
  if (!mask.some(isOfNames)) return tokenizer;
  return { ...tokenizer, mask: mask.map((entry) => (isOfNames(entry) ? knownNames(names, entry).id : entry)) };
}

export function opened(datasets: KnownContent["datasets"], spec: string): PlannedDataset {
  const dataset = datasets.get(spec);
  if (dataset === undefined) throw new TypeError(`the dataset "${spec}" was not opened before planning`);
  return dataset;
}

/** Nothing where all embeddings begin with random numbers. */
export function plannedVectors(specs: readonly string[], vectors: KnownContent["vectors"]): Pick<Plan, "vectors"> {
  if (specs.length === 0) return {};
  return {
    vectors: specs.map((spec) => {
      const { id, licence } = knownVectors(vectors, spec);
      return { id, spec, ...(licence === undefined ? {} : { licence }) };
    }),
  };
}

export function knownVectors(vectors: KnownContent["vectors"], spec: string): PlannedVectors {
  const known = vectors?.get(spec);
  if (known === undefined) throw new TypeError(`the word vectors "${spec}" were not opened before planning`);
  return known;
}

/** Nothing where all models are the reference's. */
export function plannedSources(specs: readonly string[], sources: KnownContent["sources"]): Pick<Plan, "sources"> {
  if (specs.length === 0) return {};
  return {
    sources: specs.map((spec) => {
      const { id, licence, isPretrained, labelMap } = knownSource(sources, spec);
      return {
        id,
        spec,
        ...(licence === undefined ? {} : { licence }),
        ...(isPretrained ? { isPretrained } : {}),
        ...(labelMap === undefined ? {} : { labelMap }),
      };
    }),
  };
}

export function knownSource(sources: KnownContent["sources"], spec: string): KnownSource {
  const source = sources?.get(spec);
  if (source === undefined) throw new TypeError(`the model source "${spec}" was not read before planning`);
  return source;
}

export function plannedDataset(spec: string, dataset: PlannedDataset): Plan["datasets"][number] {
  const { id, labels, rowCounts, positive = null, origin, split, group, files, doubts = [] } = dataset;
  return {
    id,
    spec,
    labels,
    rowCounts,
    positive,
    ...(origin === undefined ? {} : { origin }),
    ...(split === undefined ? {} : { split }),
    ...(group === undefined ? {} : { group }),
    ...(files === undefined ? {} : { files }),
    ...(doubts.length === 0 ? {} : { doubts }),
  };
}

/** The model with its source and its word vectors named by id, so that other content makes another experiment. */
export function identified(model: ModelShape, { sources, vectors }: KnownContent): ModelShape {
  const { source, initial, ...shape } = model;
  if (source === undefined && initial === undefined) return model;
  return {
    ...shape,
    ...(source === undefined ? {} : { source: knownSource(sources, source).id }),
    ...(initial === undefined ? {} : { initial: knownVectors(vectors, initial).id }),
  };
}
