import type { Analysis, CellResult, CellStatus } from "../../harness/judge/analysis/analysis.ts";
import { accuracy } from "../../harness/judge/figures/catalogue/accuracy.ts";
import { modelBytes } from "../../harness/judge/figures/catalogue/model-bytes.ts";
import { p50Ms } from "../../harness/judge/figures/catalogue/p50-ms.ts";
import { textsPerSecond } from "../../harness/judge/figures/catalogue/texts-per-second.ts";
import { trainWallMs } from "../../harness/judge/figures/catalogue/train-wall-ms.ts";
import { usdPerMillionTexts } from "../../harness/judge/figures/catalogue/usd-per-million-texts.ts";
import type { PricedRun } from "../../harness/judge/pricing/priced-run.ts";
import type { InLanguages } from "../words/language.ts";
import { noFiguresText } from "../words/no-figures.ts";
import { clipped } from "../words/one-line.ts";

/** A run folder as the page's program lists it. */
export interface ListedRun {
  readonly folder: string;
  /** Name of the matrix. */
  readonly matrix: string;
  /** Start of the newest record, ISO 8601, UTC; null if there is none. */
  readonly measured: string | null;
}

/** What two runs are compared by. */
export interface ComparedFigures {
  /** Share of the test rows. */
  readonly accuracy: number;
  /** At the prices of the analysis. */
  readonly usdPerMillionTexts: number;
  readonly textsPerSecond: number;
  /** Null where requests were not timed one by one. */
  readonly p50Ms: number | null;
  readonly modelBytes: number;
  readonly trainWallMs: number;
  /** The run that made the weights: cells that share it are one sample of training. */
  readonly trainRun: string;
  /** Id of the offer behind the dollars. */
  readonly offer: string;
}

export interface ComparedCell {
  readonly experiment: string;
  readonly label: string;
  readonly seed: number;
  readonly repeat: number;
  readonly status: CellStatus;
  /** Why there are no figures; null where there are. */
  readonly why: InLanguages<string> | null;
  /** Fingerprint of the machine, equal on machines of one kind; null without a record. */
  readonly machine: string | null;
  /** Id of the code that made the record; null without one. */
  readonly code: string | null;
  /** Null unless the status is ok. */
  readonly figures: ComparedFigures | null;
}

/** Id of the payload of all runs that can be compared, as `ListedRun`s. */
export const LISTED_RUNS = "compared-runs";

/** Id of the payload of one run's cells. @param place in the list */
export function cellsId(place: number): string {
  return `compared-run-${place}`;
}

/** Errors of native libraries can be pages long. */
const LONGEST_REASON = 240;

/** Every planned cell of a run. */
export function comparedCells({ cells }: Pick<Analysis, "cells">): ComparedCell[] {
  return cells.map(comparedCell);
}

function comparedCell({ cell, label, status, record, run, noFigures }: CellResult): ComparedCell {
  return {
    experiment: cell.experiment.id,
    label,
    seed: cell.experiment.training.seed,
    repeat: cell.repeat,
    status,
    why:
      noFigures === null
        ? null
        : {
            en: clipped(noFiguresText(noFigures, "en"), LONGEST_REASON),
            zh: clipped(noFiguresText(noFigures, "zh"), LONGEST_REASON),
          },
    machine: record?.host.fingerprint ?? null,
    code: record?.code ?? null,
    figures: run === null ? null : figuresOf(run),
  };
}

function figuresOf(run: PricedRun): ComparedFigures {
  return {
    accuracy: accuracy.read(run),
    usdPerMillionTexts: usdPerMillionTexts.read(run),
    textsPerSecond: textsPerSecond.read(run),
    p50Ms: p50Ms.read(run),
    modelBytes: modelBytes.read(run),
    trainWallMs: trainWallMs.read(run),
    trainRun: run.usage.trainRun,
    offer: run.price.id,
  };
}

/** Start of the newest record, ISO 8601, UTC; null if there is none. */
export function lastMeasured({ cells }: Pick<Analysis, "cells">): string | null {
  const times = cells.flatMap(({ record }) => (record === null ? [] : [record.startedAt]));
  return times.sort().at(-1) ?? null;
}
