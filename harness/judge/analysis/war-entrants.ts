import { perObject } from "../../base/per-object.ts";
import type { Price } from "../../contract/index.ts";
import { rentedOffering } from "../pricing/monthly/rented-offering.ts";
import type { Entrant, Entrants } from "../pricing/war/entrant.ts";
import type { Analysis, FinishedConfiguration } from "./analysis.ts";
import { cellNeeds } from "./cell-needs.ts";
import { finishedRuns } from "./cells.ts";
import { isComparable } from "./comparable.ts";
import type { Condition } from "./condition.ts";
import type { MarkResult } from "./marks/marks.ts";
import { machineOf } from "./measured-machine.ts";
import { askedAbout } from "./within-condition.ts";

/** Who could sell, of a run. */
export interface RunEntrants extends Entrants {
  /** What is given in all of it; null where the run has nothing else. */
  readonly condition: Condition | null;
}

/**
 * Every finished configuration on the same data, of a run with several conditions those of the baseline's: the run's own answer first, then what is
 * served at the lowest cost. Baselines from outside the matrix stand beside them where their cost was measured as the answer's. Found once for each run.
 */
export const warEntrants = perObject((run: Analysis): RunEntrants => {
  const { condition, analysis } = askedAbout(run, run.labels.baseline);
  const { answer, configurations, marks } = analysis;
  const rank = ({ id, figures }: FinishedConfiguration) =>
    id === answer.winner ? 0 : figures.usdPerMillionTexts.middle;
  const inOrder = configurations.filter(isComparable).sort((a, b) => rank(a) - rank(b));
  const [first] = inOrder;
  const dataset = first?.cells[0]?.cell.experiment.dataset;
  return {
    condition,
    own: inOrder.map(entrantOf),
    outside: first === undefined ? [] : marks.measured.flatMap((mark) => outsideEntrant(mark, first) ?? []),
    hosted: marks.hosted
      .filter((mark) => mark.dataset === dataset)
      .map(({ service, usdPerMillionTexts }) => ({ service, usdPerMillionTexts })),
  };
});

function entrantOf(configuration: FinishedConfiguration): Entrant {
  const { id, label, isBaseline, isEligible, figures } = configuration;
  const { price } = finishedRuns(configuration.cells)[0]!;
  return {
    id,
    label,
    isBaseline,
    accuracy: figures.accuracy.middle,
    needs: { ...cellNeeds(configuration), trainingPrice: trainingPriceOf(price) },
    offering: rentedOffering(price),
    isEligible,
    isOutside: false,
  };
}

/** @returns null unless it was timed as the answer was, on the same machine */
function outsideEntrant(mark: MarkResult, answer: FinishedConfiguration): Entrant | null {
  if (mark.versusAnswer?.cost == null) return null;
  const { architecture } = machineOf(finishedRuns(answer.cells)[0]!);
  const { name, accuracy, textsPerSecond, coldStartMs, peakRssBytes, trainWallMs, price } = mark;
  return {
    id: name,
    label: name,
    isBaseline: false,
    accuracy,
    needs: {
      textsPerSecond,
      threads: 1,
      requestMs: null,
      coldStartMs,
      memoryBytes: peakRssBytes,
      measuredOn: { architecture, accelerator: null },
      trainingMs: trainWallMs,
      teachersMs: null,
      trainingPrice: trainingPriceOf(price),
    },
    offering: rentedOffering(price),
    isEligible: false,
    isOutside: true,
  };
}

/** Without its source and terms, which would stand beside every configuration. */
function trainingPriceOf({ usdPerHour, billing }: Price): Entrant["needs"]["trainingPrice"] {
  return { usdPerHour, billing };
}
