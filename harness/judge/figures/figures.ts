import type { Spread } from "../../base/statistics/summaries.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { CATALOGUE } from "./catalogue/registry.ts";
import type { Figure } from "./figure.ts";
import { type Pooled, poolRuns } from "./pool.ts";

type CatalogueFigure = (typeof CATALOGUE)[number];

/** Figures that are read from records; the others are read from model files, which only checks open. */
type RecordFigure = Exclude<CatalogueFigure, { readonly source: "model" }>;

/** The type of a figure's pooled value: nullable only if a run may lack the figure. */
type PooledOf<F extends CatalogueFigure> = F extends { readonly unit: "id" }
  ? string
  : F extends { readonly pooled: "constant" }
    ? number
    : null extends ReturnType<F["read"]>
      ? Spread | null
      : Spread;

/** Figures of one configuration by name, pooled over its finished runs. */
export type Figures = {
  readonly [F in RecordFigure as F["name"]]: PooledOf<F>;
} & {
  /** Distinct trainings: the sample size of every accuracy. */
  readonly trainings: number;
};

/** The figures that are read from records, in the catalogue's order. */
export const RECORD_FIGURES: readonly Figure[] = CATALOGUE.filter((figure: Figure) => figure.source !== "model");

/** Pools the finished runs of one configuration; null if there are none. */
export function figuresOf(runs: readonly PricedRun[]): Figures | null {
  if (runs.length === 0) return null;
  const pooled = RECORD_FIGURES.map((figure) => [figure.name, poolRuns(figure, runs)]);
  // The catalogue's types state which figures every finished run has.
  const trainings = new Set(runs.map(({ usage }) => usage.trainRun)).size;
  return Object.fromEntries([...pooled, ["trainings", trainings]]) as Figures;
}

/** The pooled value of any figure, for tables that iterate over the catalogue. */
export function pooledFigure(figures: Figures, { name }: Figure): Pooled | null {
  return (figures as unknown as Readonly<Record<string, Pooled | null>>)[name] ?? null;
}
