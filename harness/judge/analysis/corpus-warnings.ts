import { canonicalJson } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import type { CorpusFacts, Plan } from "../../contract/index.ts";
import { TOKENIZER_MISFIT } from "../../contract/measuring.ts";
import type { Figures } from "../figures/figures.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import type { ConfigurationResult } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import type { ShareRange, Warning } from "./warning.ts";

/** Above this share of a side's rows, cut texts are worth a warning, and so are test texts that are nearly copies. */
const WORTH_A_WARNING = 0.05;

/** Below this share of a vocabulary's words, word vectors do not fit the texts. */
const LEAST_VECTORS = 0.5;

/** A configuration with what one of its runs says about the texts. */
interface Surveyed {
  readonly figures: Figures;
  readonly experiment: PricedRun["experiment"];
  readonly corpus: CorpusFacts;
}

/** Doubts that come from the texts: copies on both sides, near copies, texts that were cut, and words that are none. */
export function corpusWarnings({
  plan,
  configurations,
}: {
  readonly plan: Plan;
  readonly configurations: readonly ConfigurationResult[];
}): Warning[] {
  const surveyed = configurations.flatMap(({ figures, cells }): Surveyed[] => {
    const run = finishedRuns(cells).find(({ corpus }) => corpus !== null);
    if (figures === null || run === undefined || run.corpus === null) return [];
    return [{ figures, experiment: run.experiment, corpus: run.corpus }];
  });
  /** Named only where there are several. */
  const nameOf = (id: string) => (plan.datasets.length < 2 ? null : id);
  return [seenTestRows, nearDuplicates, cutTexts, unsuitedWords, fewVectors].flatMap((find) => find(surveyed, nameOf));
}

type NameOf = (datasetId: string) => string | null;

function seenTestRows(surveyed: readonly Surveyed[], nameOf: NameOf): Warning[] {
  const seen = surveyed.filter(({ corpus }) => corpus.seenRows > 0);
  const groups = groupBy(seen, ({ experiment, corpus }) => `${experiment.dataset} ${corpus.seen}`);
  return [...groups.values()].map((group): Warning => {
    const { experiment, corpus } = group[0]!;
    return {
      kind: "seen-test-rows",
      dataset: nameOf(experiment.dataset),
      seen: corpus.seenRows,
      testRows: corpus.rows.test,
      accuracy: rangeOf(group.map(({ figures }) => figures.accuracy.middle)),
      unseenAccuracy: rangeOf(group.flatMap(({ figures }) => figures.unseenAccuracy?.middle ?? [])),
    };
  });
}

function nearDuplicates(surveyed: readonly Surveyed[], nameOf: NameOf): Warning[] {
  const groups = groupBy(surveyed, ({ experiment }) => experiment.dataset);
  return [...groups].flatMap(([dataset, group]): Warning[] => {
    // Another segmenter may count others.
    const most = Math.max(...group.map(({ corpus }) => corpus.nearDuplicates));
    const testRows = group[0]!.corpus.rows.test;
    if (most === 0 || most < WORTH_A_WARNING * testRows) return [];
    return [{ kind: "near-duplicates", dataset: nameOf(dataset), rows: most, testRows }];
  });
}

function cutTexts(surveyed: readonly Surveyed[], nameOf: NameOf): Warning[] {
  const many = surveyed.filter(({ corpus }) =>
    Object.values(cutShares(corpus)).some((share) => share !== null && share > WORTH_A_WARNING),
  );
  const groups = groupBy(many, ({ experiment: { dataset, model }, corpus }) =>
    canonicalJson([dataset, model.maxLength, cutShares(corpus)]),
  );
  return [...groups.values()].map((group): Warning => {
    const { experiment, corpus } = group[0]!;
    return {
      kind: "cut-texts",
      dataset: nameOf(experiment.dataset),
      maxLength: experiment.model.maxLength,
      keeps: [...new Set(group.map(({ experiment: { model } }) => model.keep ?? "end"))],
      ...cutShares(corpus),
    };
  });
}

function unsuitedWords(surveyed: readonly Surveyed[], nameOf: NameOf): Warning[] {
  const groups = groupBy(surveyed, ({ experiment: { dataset, tokenizer } }) => `${tokenizer.segmenter} ${dataset}`);
  return [...groups.values()].flatMap((group): Warning[] => {
    const { experiment } = group[0]!;
    const { segmenter } = experiment.tokenizer;
    const worst = (shareOf: (corpus: CorpusFacts) => number) => Math.max(...group.map(({ corpus }) => shareOf(corpus)));
    const found = [
      { kind: "unsplit-texts", share: worst(unsplitShare) },
      { kind: "unknown-words", share: worst(unknownShare) },
    ] as const;
    return found
      .filter(({ share }) => share > TOKENIZER_MISFIT)
      .map((one) => ({ ...one, dataset: nameOf(experiment.dataset), segmenter }));
  });
}

function fewVectors(surveyed: readonly Surveyed[], nameOf: NameOf): Warning[] {
  const groups = groupBy(surveyed, ({ experiment: { dataset, model } }) => `${model.initial ?? ""} ${dataset}`);
  return [...groups.values()].flatMap((group): Warning[] => {
    const { dataset, model } = group[0]!.experiment;
    const share = Math.min(...group.map(({ corpus }) => vectorShare(corpus)));
    if (model.initial === undefined || share >= LEAST_VECTORS) return [];
    return [{ kind: "few-vectors", dataset: nameOf(dataset), vectors: model.initial, share }];
  });
}

/** 1 where rows begin with random numbers. */
function vectorShare({ vectorWords }: CorpusFacts): number {
  return vectorWords === undefined ? 1 : vectorWords.found / vectorWords.vocabulary;
}

/** 0 where it was not counted. */
function unsplitShare({ rows, unsplitRows }: CorpusFacts): number {
  if (unsplitRows === undefined) return 0;
  const all = (sides: CorpusFacts["rows"]) => sides.train + sides.validation + sides.test;
  return all(unsplitRows) / all(rows);
}

/** 0 where it was not counted. */
function unknownShare({ testWords }: CorpusFacts): number {
  return testWords === undefined || testWords.read === 0 ? 0 : testWords.unknown / testWords.read;
}

/** Null for a side without rows, and where they were not counted. */
function cutShares({ rows, cutRows }: CorpusFacts) {
  const shareOf = (side: keyof CorpusFacts["rows"]) =>
    rows[side] === 0 || cutRows === null ? null : cutRows[side] / rows[side];
  return { train: shareOf("train"), validation: shareOf("validation"), test: shareOf("test") };
}

function rangeOf(values: readonly number[]): ShareRange | null {
  return values.length === 0 ? null : { lowest: Math.min(...values), highest: Math.max(...values) };
}
