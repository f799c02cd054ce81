import type { Spread } from "../../base/statistics/summaries.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { CATALOGUE } from "./catalogue/registry.ts";
import type { Figure } from "./figure.ts";
import { type Pooled, poolRuns } from "./pool.ts";

type CatalogueFigure = (typeof CATALOGUE)[number];

/** Figures that records hold. The others are read from model files, which checks alone open. */
type RecordFigure = Exclude<CatalogueFigure, { readonly source: "model" }>;

/** What a figure's runs pool to: null only where a run may lack it. */
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

/** Those that records hold, in the catalogue's order. */
export const RECORD_FIGURES: readonly Figure[] = CATALOGUE.filter((figure: Figure) => figure.source !== "model");

/** Pools the finished runs of one configuration; null for none. */
export function figuresOf(runs: readonly PricedRun[]): Figures | null {
  if (runs.length === 0) return null;
  const pooled = RECORD_FIGURES.map((figure) => [figure.name, poolRuns(figure, runs)]);
  // The catalogue's types say which of them a finished run always has.
  return { ...Object.fromEntries(pooled), trainings: new Set(runs.map(({ usage }) => usage.trainRun)).size } as Figures;
}

/** One figure of many, as tables that show any of them read it. */
export function pooledFigure(figures: Figures, { name }: Figure): Pooled | null {
  return (figures as unknown as Readonly<Record<string, Pooled | null>>)[name] ?? null;
}
