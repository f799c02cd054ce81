import { groupBy } from "../../base/group-by.ts";
import type { Plan } from "../../contract/index.ts";
import { CATALOGUE } from "../figures/catalogue/registry.ts";
import type { Figure } from "../figures/figure.ts";
import type { Figures } from "../figures/figures.ts";
import type { CellResult, CellStatus, ConfigurationResult } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";
import { disturbances } from "./disturbance.ts";
import type { Warning } from "./warning.ts";

/** Fewer trainings than this do not give a reliable estimate of the spread. */
const ENOUGH_TRAININGS = 5;
/** With this many rows, the accuracy is known to well under two points. */
const ENOUGH_TEST_ROWS = 2000;

interface WarningInput {
  readonly plan: Plan;
  readonly cells: readonly CellResult[];
  readonly counts: Readonly<Record<CellStatus, number>>;
  readonly configurations: readonly ConfigurationResult[];
}

/** The warnings in reading order. */
export function warningsOf(input: WarningInput): Warning[] {
  return [
    unfinished,
    unfinishedBaseline,
    fewTrainings,
    fewTestRows,
    severalMachines,
    severalDatasets,
    severalValidationShares,
    stale,
    otherOffer,
    disturbances,
    notMeasured,
  ].flatMap((findWarnings) => findWarnings(input));
}

function unfinished({ cells, counts }: WarningInput): Warning[] {
  return counts.ok === cells.length ? [] : [{ kind: "unfinished", counts }];
}

function unfinishedBaseline({ configurations }: WarningInput): Warning[] {
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  if (baseline === undefined || baseline.finished === 0 || baseline.finished === baseline.cells.length) return [];
  return [{ kind: "unfinished-baseline", finished: baseline.finished, planned: baseline.cells.length }];
}

function fewTrainings({ configurations }: WarningInput): Warning[] {
  const counts = finishedFigures(configurations).map(({ trainings }) => trainings);
  const fewest = Math.min(...counts);
  if (counts.length === 0 || fewest >= ENOUGH_TRAININGS) return [];
  return [{ kind: "few-trainings", fewest, most: Math.max(...counts) }];
}

function fewTestRows({ configurations }: WarningInput): Warning[] {
  const testRows = Math.min(...finishedFigures(configurations).map((figures) => figures.testRows));
  if (!Number.isFinite(testRows) || testRows >= ENOUGH_TEST_ROWS) return [];
  // Two standard errors of a proportion near .85 are about 0.7 / sqrt(rows).
  return [{ kind: "few-test-rows", testRows, errorPoints: 70 / Math.sqrt(testRows) }];
}

function severalMachines({ cells }: WarningInput): Warning[] {
  const prints = new Set(
    cells.flatMap(({ record, samples }) => [
      ...(record === null ? [] : [record.host.fingerprint]),
      ...samples.map(({ host }) => host),
    ]),
  );
  return prints.size < 2 ? [] : [{ kind: "several-machines", machines: prints.size }];
}

function severalDatasets({ plan }: WarningInput): Warning[] {
  const ids = new Set(plan.cells.map(({ experiment }) => experiment.dataset));
  if (ids.size < 2) return [];
  const reference = plan.baseline === null ? "first-configuration" : "baseline";
  return [{ kind: "several-datasets", datasets: ids.size, reference }];
}

function severalValidationShares({ plan }: WarningInput): Warning[] {
  const shares = [...new Set(plan.cells.map(({ experiment }) => experiment.training.validation))].sort((a, b) => a - b);
  return shares.length < 2 ? [] : [{ kind: "several-validation-shares", shares }];
}

function stale({ cells }: WarningInput): Warning[] {
  const records = cells.filter(({ isStale }) => isStale).length;
  return records === 0 ? [] : [{ kind: "stale", records }];
}

function otherOffer({ cells }: WarningInput): Warning[] {
  const differing = cells.flatMap(({ cell, record, run }) => {
    // Prices chosen for this analysis differ on purpose.
    if (record?.status !== "ok" || run === null || run.price !== record.cost.price) return [];
    const [planned, recorded] = [cell.priceId, run.price.id];
    return planned === recorded ? [] : [{ backend: cell.experiment.serving.backend, planned, recorded }];
  });
  return [...groupBy(differing, ({ backend, planned, recorded }) => `${backend} ${planned} ${recorded}`).values()].map(
    (alike): Warning => ({ kind: "other-offer", ...alike[0]!, runs: alike.length }),
  );
}

function notMeasured({ cells }: WarningInput): Warning[] {
  const runs = finishedRuns(cells);
  return CATALOGUE.flatMap((figure: Figure): Warning[] => {
    const { missing } = figure;
    if (missing === undefined) return [];
    const lacking = runs.filter((run) => figure.read(run) === null).length;
    return lacking === 0 ? [] : [{ kind: "not-measured", missing, runs: lacking, finished: runs.length }];
  });
}

function finishedFigures(configurations: readonly ConfigurationResult[]): Figures[] {
  return configurations.flatMap(({ figures }) => (figures === null ? [] : [figures]));
}
