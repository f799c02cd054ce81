import { median } from "simple-statistics";
import { canonicalJson } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import { perObject } from "../../base/per-object.ts";
import type { Experiment } from "../../contract/index.ts";
import { REFERENCE } from "../../contract/model-source.ts";
import type { Analysis, FinishedConfiguration } from "../analysis/analysis.ts";
import { finishedRuns } from "../analysis/cells.ts";
import { isComparable } from "../analysis/comparable.ts";
import {
  exponentsOf,
  fitPowerLaw,
  type GrowsWith,
  type PowerLaw,
  type Size,
  type SizedValue,
  valueAt,
  type WithInterval,
} from "./power-law.ts";
import type { PublishedModel } from "./published-models.ts";
import { type ProjectedQuantity, QUANTITIES, type QuantityName } from "./quantities.ts";
import { sizesOf, type Trust, trustIn } from "./trust.ts";

/** A value of one configuration. */
export interface MeasuredValue extends SizedValue {
  readonly configuration: string;
  readonly label: string;
}

/** A model of another kind that the run measured, beside what the fit says of one of its size. */
export interface OtherModel extends MeasuredValue {
  readonly predicted: WithInterval;
  /** Measured over predicted. */
  readonly factor: number;
}

/** A figure of a published size. */
export interface ProjectedValue extends WithInterval {
  readonly model: PublishedModel;
  readonly isTrusted: boolean;
  /** Of memory that is less than the weights in float32 take, which no model can be served in: what those take, in bytes. Else null. */
  readonly weightsBytes: number | null;
  /** The same in dollars; null where it is none of time. */
  readonly usd: WithInterval | null;
}

/** A figure over the sizes that were measured, and beyond. */
export interface QuantityProjection {
  readonly quantity: QuantityName;
  readonly values: readonly MeasuredValue[];
  readonly law: PowerLaw;
  /** The powers that it grows with. */
  readonly exponents: readonly (WithInterval & { readonly of: GrowsWith })[];
  readonly trust: Trust;
  readonly models: readonly ProjectedValue[];
  /** Of serving alone: how others train is nothing that a size could tell. */
  readonly others: readonly OtherModel[];
}

export interface Projection {
  /** Sizes that differ. */
  readonly sizes: number;
  /** Texts that the published sizes are trained on here: as many as the largest training had. Null where they were not counted. */
  readonly texts: number | null;
  readonly usdPerHour: number;
  readonly quantities: readonly QuantityProjection[];
}

/** Why there is no projection. */
export interface NoProjection {
  /** Sizes that differ, of configurations that are equal in all else. */
  readonly sizes: number;
}

/** Fewer tell no line from a bend. */
export const FEWEST_SIZES = 3;

export function isProjection(found: Projection | NoProjection): found is Projection {
  return "quantities" in found;
}

interface Sized extends Size {
  readonly one: FinishedConfiguration;
  readonly experiment: Experiment;
}

/** Continues the figures of the configurations that differ in size alone to the sizes of well-known models; once for each analysis. */
export const projectionOf = perObject(projected);

function projected(
  { configurations }: Pick<Analysis, "configurations">,
  models: readonly PublishedModel[],
): Projection | NoProjection {
  const all = configurations.filter(isComparable).flatMap(sizedOf);
  const own = likeBaseline(all.filter(({ experiment }) => sourceOf(experiment) === REFERENCE));
  const sizes = sizesOf(own).length;
  if (sizes < FEWEST_SIZES) return { sizes };
  const counted = own.flatMap(({ texts }) => (texts === null ? [] : [texts]));
  const texts = counted.length < own.length ? null : Math.max(...counted);
  const { usdPerHour } = finishedRuns(own[0]!.one.cells)[0]!.price;
  const serving = canonicalJson(own[0]!.experiment.serving);
  const others = all.filter(
    ({ experiment }) => sourceOf(experiment) !== REFERENCE && canonicalJson(experiment.serving) === serving,
  );
  const quantities = QUANTITIES.flatMap((quantity) => {
    const found = projectedQuantity(quantity, { own, others, texts, usdPerHour, models });
    return found === null ? [] : [found];
  });
  return { sizes, texts, usdPerHour, quantities };
}

interface Ground {
  readonly own: readonly Sized[];
  readonly others: readonly Sized[];
  readonly texts: number | null;
  readonly usdPerHour: number;
  readonly models: readonly PublishedModel[];
}

function projectedQuantity(quantity: ProjectedQuantity, ground: Ground): QuantityProjection | null {
  const { own, others, usdPerHour, models } = ground;
  const values = own.flatMap((sized) => measuredIn(quantity, sized));
  if (sizesOf(values).length < FEWEST_SIZES) return null;
  const law = fitPowerLaw(values);
  if (law === null) return null;
  const trust = trustIn(values);
  const texts = quantity.growsWithTexts ? ground.texts : null;
  return {
    quantity: quantity.name,
    values,
    law,
    exponents: exponentsOf(law).map((exponent, index) => ({ of: law.growsWith[index]!, ...exponent })),
    trust,
    models: models.map((model) => {
      const value = valueAt(law, { parameters: model.parameters, texts });
      return {
        model,
        ...value,
        isTrusted: trust.upTo !== null && model.parameters <= trust.upTo,
        weightsBytes: weightsAbove(quantity, value.value, model.parameters),
        usd: inDollars(quantity, value, usdPerHour),
      };
    }),
    others: quantity.growsWithTexts
      ? []
      : others.flatMap((sized) =>
          measuredIn(quantity, sized).map((other) => {
            const predicted = valueAt(law, other);
            return { ...other, predicted, factor: other.value / predicted.value };
          }),
        ),
  };
}

function weightsAbove({ unit }: ProjectedQuantity, value: number, parameters: number): number | null {
  const weightsBytes = parameters * Float32Array.BYTES_PER_ELEMENT;
  return unit === "bytes" && value < weightsBytes ? weightsBytes : null;
}

function inDollars({ usd }: ProjectedQuantity, value: WithInterval, usdPerHour: number): WithInterval | null {
  if (usd === undefined) return null;
  const of = (ms: number) => usd(ms, usdPerHour);
  return { value: of(value.value), low: of(value.low), high: of(value.high) };
}

/** Empty where not measured: logarithms know nothing at or below 0. */
function measuredIn({ read, growsWithTexts }: ProjectedQuantity, { one, parameters, texts }: Sized): MeasuredValue[] {
  const value = read(one);
  if (value === null || !(value > 0)) return [];
  return [{ configuration: one.id, label: one.label, parameters, texts: growsWithTexts ? texts : null, value }];
}

function sizedOf(one: FinishedConfiguration): Sized[] {
  const parameters = one.figures.parameters?.middle ?? 0;
  if (parameters <= 0) return [];
  const runs = finishedRuns(one.cells);
  const texts = runs.flatMap(({ corpus, training }) =>
    corpus === null ? [] : [corpus.rows.train * training.history.length],
  );
  const trained = texts.length === 0 ? 0 : median(texts);
  return [{ one, experiment: runs[0]!.experiment, parameters, texts: trained > 0 ? trained : null }];
}

function sourceOf({ model }: Experiment): string {
  return model.source ?? REFERENCE;
}

/** Those that are equal to the baseline in all but size or, where that are too few, the largest such group. */
function likeBaseline(all: readonly Sized[]): readonly Sized[] {
  const groups = [...groupBy(all, ({ experiment }) => allButSize(experiment)).values()];
  const enough = groups.filter((group) => sizesOf(group).length >= FEWEST_SIZES);
  const withBaseline = enough.find((group) => group.some(({ one }) => one.isBaseline));
  return withBaseline ?? groups.sort((a, b) => sizesOf(b).length - sizesOf(a).length)[0] ?? [];
}

/** What must be equal where growth with parameters and texts is looked at. */
function allButSize({ id: _, model, training, ...experiment }: Experiment): string {
  const { vocabulary: _vocabulary, embedding: _embedding, hidden: _hidden, bigrams: _bigrams, ...form } = model;
  const { rows: _rows, epochs: _epochs, seed: _seed, ...way } = training;
  return canonicalJson({ ...experiment, model: form, training: way });
}
