import { mean, median } from "simple-statistics";
import * as z from "zod";
import type { Json } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import { cellIdOf } from "../../contract/cell-id.ts";
import type { Outcomes, Plan, RunLine } from "../../contract/index.ts";
import type { ModelFacts } from "../../contract/model.ts";
import type { CellResult } from "../analysis/analysis.ts";
import { cellResults, labelsOfData } from "../analysis/cells.ts";
import { labelsOf } from "../analysis/labels.ts";
import type { PricedRun } from "../pricing/priced-run.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { METRIC_NAMES, METRICS, type Metric, type MetricName } from "./metrics.ts";
import { noFigures } from "./reason.ts";

export const SNAPSHOT_SCHEMA = 1;

const json: z.ZodType<Json> = z.json();
const fields = z.record(z.string(), json);

const run = z.object({
  seed: z.number(),
  repeat: z.number(),
  /** In each metric's unit, or an id; null if not measured. */
  metrics: z.partialRecord(
    z.enum(METRIC_NAMES as [MetricName, ...MetricName[]]),
    z.union([z.number(), z.string()]).nullable(),
  ),
  testRows: z.number(),
  /** Base64 of a bitset by test row, least significant bit first: 1 if the prediction was correct. */
  correct: z.string(),
  /** Labels and predictions of the test rows, as in records; absent from older snapshots. */
  answers: z
    .object({ classes: z.int(), positive: z.int().nullable(), labels: z.string(), predictions: z.string() })
    .exactOptional(),
});

/** Why a planned run has no figures. A snapshot whose unfinished runs were all skipped can still become a baseline. */
const unfinished = z.intersection(z.object({ seed: z.number(), repeat: z.number() }), noFigures);

const cell = z.object({
  /** Content id of the fields. */
  cell: z.string(),
  /** The cell's name in tables. */
  label: z.string(),
  fields,
  /** "name@<12 hex of the content's SHA-256>" */
  dataset: z.string(),
  /** The dataset's labels, by number; absent from older snapshots. */
  classNames: z.array(z.string()).exactOptional(),
  fingerprint: fields,
  /** Finished runs, by seed and repeat. */
  runs: z.array(run),
  /** Planned runs without figures. */
  unfinished: z.array(unfinished),
});

/** The schema of a snapshot in a file. */
export const snapshotSchema = z.object({
  schema: z.literal(SNAPSHOT_SCHEMA),
  matrix: z.string(),
  /** The matrix as the user named it; absent if the run did not record it. */
  matrixFile: z.string().exactOptional(),
  /** The dataset that took the place of the matrix's; absent if none did. */
  otherDataset: z.string().exactOptional(),
  /** Id of the code that measured the figures. */
  code: z.string(),
  side: z.object({ name: z.string(), commit: z.string().nullable(), fingerprint: fields }),
  /** Start of the last run, ISO 8601, UTC; null if there is none. */
  measuredAt: z.string().nullable(),
  cells: z.array(cell),
});

/** The results of a matrix: for every planned cell its figures, or why there are none. */
export type Snapshot = Readonly<z.output<typeof snapshotSchema>>;
export type SnapshotCell = Readonly<z.output<typeof cell>>;
export type SnapshotRun = Readonly<z.output<typeof run>>;

/**
 * Joins a plan with its records, of which the last one of each run counts, and the samples of their serving. Dollars are
 * at the plan's prices.
 * @param facts facts about the available model files, by experiment id
 * @param side name of the snapshot, and the commit that made it, if known
 */
export function snapshotOf(
  plan: Plan,
  lines: readonly RunLine[],
  facts: ReadonlyMap<string, ModelFacts>,
  side: { readonly name: string; readonly commit: string | null },
): Snapshot {
  const results = cellResults(plan, lines, labelsOf(plan));
  const finished = results.flatMap((result) => finishedBy(result) ?? []);
  const starts = finished.map(({ startedAt }) => startedAt).sort();
  return {
    schema: SNAPSHOT_SCHEMA,
    matrix: plan.name,
    ...(plan.matrixFile === undefined ? {} : { matrixFile: plan.matrixFile }),
    ...(plan.otherDataset === undefined ? {} : { otherDataset: plan.otherDataset }),
    code: plan.code,
    side: { ...side, fingerprint: fingerprintOf(finished) },
    measuredAt: starts.at(-1) ?? null,
    cells: [...groupBy(results, ({ cell: planned }) => cellIdOf(planned))].map(([id, members]) =>
      cellOf(id, members, labelsOfData(plan, members), facts),
    ),
  };
}

/** The cell's finished run, if it was made by the plan's own code. */
function finishedBy({ run: finished, isStale }: CellResult): PricedRun | null {
  return isStale ? null : finished;
}

function cellOf(
  id: string,
  members: readonly CellResult[],
  classNames: readonly string[],
  facts: ReadonlyMap<string, ModelFacts>,
): SnapshotCell {
  const { label, cell: planned } = members[0]!;
  const finished = members.flatMap((member) => finishedBy(member) ?? []);
  return {
    cell: id,
    label,
    fields: { ...planned.fields },
    dataset: planned.experiment.dataset,
    classNames: [...classNames],
    fingerprint: { ...fingerprintOf(finished) },
    runs: finished.map((one) => runOf({ ...one, model: facts.get(one.experiment.id) ?? null })),
    unfinished: members.flatMap((member) => (finishedBy(member) === null ? [unfinishedOf(member)] : [])),
  };
}

function runOf(priced: PricedRun): SnapshotRun {
  const { experiment, repeat, quality } = priced;
  return {
    seed: experiment.training.seed,
    repeat,
    metrics: Object.fromEntries(METRIC_NAMES.map((name) => [name, comparedValue(METRICS[name], priced)])),
    testRows: quality.testRows,
    correct: quality.correct,
    ...(quality.test === null ? {} : { answers: answersOf(quality.test, quality.positive) }),
  };
}

function answersOf({ labels, predictions, perClass }: Outcomes, positive: number | null) {
  return { classes: perClass.recall.length, positive, labels, predictions };
}

function comparedValue({ figure, check }: Metric, priced: PricedRun): number | string | null {
  return check.read === undefined ? figure.read(priced) : check.read(priced);
}

function unfinishedOf({ cell: planned, noFigures: why }: CellResult): SnapshotCell["unfinished"][number] {
  // A cell with figures that do not count was measured by different code.
  return { seed: planned.experiment.training.seed, repeat: planned.repeat, ...(why ?? { status: "stale" }) };
}

/**
 * One figure for several runs: the median for sampled and derived metrics, and the mean for sizes and accuracies, so that
 * a change in any run shows. Different ids are listed in the order of the runs.
 * @returns null if any run lacks the figure
 */
export function pooled(metric: MetricName, runs: readonly SnapshotRun[]): number | string | null {
  const values = runs.map(({ metrics }) => metrics[metric] ?? null);
  const numbers = values.filter((value) => typeof value === "number");
  if (values.length === 0 || values.includes(null)) return null;
  const { kind } = METRICS[metric];
  if (numbers.length === values.length)
    return kind === "sampled" || kind === "derived" ? median(numbers) : mean(numbers);
  const ids = values.map(String);
  return new Set(ids).size === 1 ? ids[0]! : ids.join(", ");
}
