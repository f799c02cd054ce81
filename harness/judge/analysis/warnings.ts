import { QUERIES_NEEDED } from "../../base/statistics/percentile.ts";
import type { Plan } from "../../contract/index.ts";
import type { Figures } from "../figures/figures.ts";
import { formatNumber, formatShare, listing, plural } from "../figures/format.ts";
import type { CellResult, CellStatus, ConfigurationResult } from "./analysis.ts";
import { finishedRuns } from "./cells.ts";

/** Fewer trainings than this give a range, hardly an estimate of one. */
const ENOUGH_TRAININGS = 5;

interface Doubtful {
  readonly plan: Plan;
  readonly cells: readonly CellResult[];
  readonly counts: Readonly<Record<CellStatus, number>>;
  readonly configurations: readonly ConfigurationResult[];
}

/** Each of the doubts a reader should know of before believing the figures; empty where there is none. */
export function warningsOf(doubtful: Doubtful): string[] {
  return [
    unfinished,
    partialBaseline,
    fewTrainings,
    fewRows,
    hosts,
    datasets,
    validationShares,
    stale,
    unmeasured,
  ].flatMap((look) => look(doubtful));
}

function unfinished({ cells, counts }: Doubtful): string[] {
  const states = (["failed", "timeout", "skipped", "missing"] as const).filter((status) => counts[status] > 0);
  if (states.length === 0) return [];
  const parts = states.map((status) => `${counts[status]} ${status === "timeout" ? "timed out" : status}`);
  return [
    `${counts.ok} of ${plural(cells.length, "cell")} finished (${listing(parts)}); a configuration that lacks a seed cannot be the answer.`,
  ];
}

function partialBaseline({ configurations }: Doubtful): string[] {
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  if (baseline === undefined || baseline.finished === 0 || baseline.finished === baseline.cells.length) return [];
  return [
    `The baseline finished ${baseline.finished} of its ${plural(baseline.cells.length, "run")}: the floor is taken from those.`,
  ];
}

function fewTrainings({ configurations }: Doubtful): string[] {
  const counts = finishedFigures(configurations).map(({ trainings }) => trainings);
  const fewest = Math.min(...counts);
  if (counts.length === 0 || fewest >= ENOUGH_TRAININGS) return [];
  if (fewest === 1) return ["One training a configuration: nothing is known of the spread between seeds."];
  const most = Math.max(...counts);
  const number = fewest === most ? plural(fewest, "training") : `As few as ${plural(fewest, "training")}`;
  return [`${number} a configuration: ranges over seeds are the values seen, and another seed may fall outside.`];
}

/** Two standard errors of a proportion near .85 are about 0.7 / sqrt(rows). */
function fewRows({ configurations }: Doubtful): string[] {
  const rows = Math.min(...finishedFigures(configurations).map(({ testRows }) => testRows));
  if (!Number.isFinite(rows) || rows >= 2000) return [];
  const points = formatNumber(Number((70 / Math.sqrt(rows)).toPrecision(2)));
  return [
    `${plural(rows, "test row")}: the accuracy itself is known to about ±${points} points; differences are tighter, being paired by row.`,
  ];
}

function hosts({ cells }: Doubtful): string[] {
  const prints = new Set(cells.flatMap(({ record }) => (record === null ? [] : [record.host.fingerprint])));
  if (prints.size < 2) return [];
  return [`The records come from ${prints.size} different machines: times and costs are not comparable between them.`];
}

function datasets({ plan }: Doubtful): string[] {
  const ids = new Set(plan.cells.map(({ experiment }) => experiment.dataset));
  if (ids.size < 2) return [];
  return [
    `The matrix has ${ids.size} datasets, and neither accuracy nor cost is comparable between them: the answer, the frontier and the charts are those of the ${plan.baseline === null ? "first configuration" : "baseline"}'s data; the others stand in the tables alone.`,
  ];
}

function validationShares({ plan }: Doubtful): string[] {
  const shares = [...new Set(plan.cells.map(({ experiment }) => experiment.training.validation))].sort((a, b) => a - b);
  if (shares.length < 2) return [];
  return [
    `The configurations hold back different shares of the training rows for validation (${listing(shares.map(formatShare))}): their validation accuracies are on different rows, and those that hold back more train on less.`,
  ];
}

function stale({ cells }: Doubtful): string[] {
  const count = cells.filter(({ isStale }) => isStale).length;
  if (count === 0) return [];
  return [
    `${plural(count, "record")} ${count === 1 ? "was" : "were"} made by other code than the plan: run the matrix again to renew them.`,
  ];
}

function unmeasured({ cells }: Doubtful): string[] {
  const runs = finishedRuns(cells);
  const lacks = [
    [
      `the 99th percentile (needs ${QUERIES_NEEDED[99]} queries)`,
      runs.filter(({ usage }) => usage.serve.p99Ms === null).length,
    ],
    ["peak memory", runs.filter(({ usage }) => usage.peakRssBytes === null).length],
  ] as const;
  return lacks
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `Not measured in ${count} of ${plural(runs.length, "finished cell")}: ${what}.`);
}

function finishedFigures(configurations: readonly ConfigurationResult[]): Figures[] {
  return configurations.flatMap(({ figures }) => (figures === null ? [] : [figures]));
}
