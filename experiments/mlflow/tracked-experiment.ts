import { canonicalJson, type Json, sha256Hex } from "../../harness/base/canonical-json.ts";
import { runKey } from "../../harness/contract/index.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import type { Analysis, CellResult } from "../../harness/judge/analysis/analysis.ts";
import { isBaselineIn, namedBy } from "../../harness/judge/analysis/within-condition.ts";
import type { Figure } from "../../harness/judge/figures/figure.ts";
import { RECORD_FIGURES } from "../../harness/judge/figures/figures.ts";
import { wholeSettings } from "../../harness/measure/matrix/cell-settings.ts";
import type { KnownSources } from "../../harness/measure/matrix/known-names.ts";
import { answerText } from "../../reports/words/answer.ts";
import { conditionName } from "../../reports/words/conditions.ts";
import { noFiguresText } from "../../reports/words/no-figures.ts";
import { RUN_STATUS, type TrackedExperiment, type TrackedRun, type TrackedValue } from "./tracked.ts";

const RUN_ID_DIGITS = 32;
/** Hex digits of which an experiment's number is made: below 2^52. */
const EXPERIMENT_ID_DIGITS = 13;
/** Longer values are refused by MLflow. */
const LONGEST_PARAM = 6000;
const LONGEST_TAG = 5000;

/**
 * A run folder as an experiment of MLflow, and its cells with a record as runs: settings are params, figures are metrics, and so are
 * the epochs of a training (by epoch) and the samples of serving (by round). Ids are hashes, so that a second export replaces the first.
 * @param folder as it is shown; the experiment's name
 */
export function trackedExperiment(folder: string, analysis: Analysis, names: KnownSources): TrackedExperiment {
  const { plan, cells } = analysis;
  const runs = cells.flatMap((result) => trackedRun(folder, analysis, result, names) ?? []);
  return {
    id: String(Number.parseInt(sha256Hex(`pricewar ${folder}`).slice(0, EXPERIMENT_ID_DIGITS), 16)),
    name: folder,
    createdMs: Math.min(...runs.map(({ startMs }) => startMs)),
    tags: tagsOf({
      "mlflow.note.content": answerText(analysis),
      "pricewar.matrix": plan.name,
      "pricewar.code": plan.code,
    }),
    runs,
  };
}

/** Null for a cell without a record. */
function trackedRun(folder: string, analysis: Analysis, result: CellResult, names: KnownSources): TrackedRun | null {
  const { plan } = analysis;
  const { cell, record, run, label } = result;
  if (record === null) return null;
  const { experiment, repeat } = cell;
  const startMs = Date.parse(record.startedAt);
  const { train = 0, compress = 0, serve = 0 } = run?.usage.processWallMs ?? {};
  const endMs = Math.round(startMs + train + compress + serve);
  const name = `${label} · seed ${experiment.training.seed}${plan.repeats > 1 ? ` · repeat ${repeat}` : ""}`;
  const texts = RECORD_FIGURES.filter(({ unit }) => unit === "id").map((figure): [string, string | null] => [
    `pricewar.${figure.name}`,
    run === null ? null : (figure.read(run) as string | null),
  ]);
  return {
    id: sha256Hex(`${folder} ${runKey(cell)}`).slice(0, RUN_ID_DIGITS),
    name,
    status: record.status === "ok" ? RUN_STATUS.finished : STATUS[record.status],
    startMs,
    endMs,
    params: paramsOf({
      ...wholeSettings(plan, cell, names),
      seed: experiment.training.seed,
      repeat,
    }),
    metrics: { ...figureMetrics(result, endMs), ...trainingMetrics(result, startMs), ...servingMetrics(result) },
    tags: tagsOf({
      "mlflow.runName": name,
      "mlflow.source.name": "pricewar",
      "mlflow.source.type": "LOCAL",
      "mlflow.note.content": result.noFigures === null ? null : noFiguresText(result.noFigures),
      "pricewar.experiment": experiment.id,
      "pricewar.configuration": label,
      "pricewar.condition": conditionTag(analysis, cell.configuration),
      "pricewar.baseline": isBaselineIn(analysis, cell.configuration) ? "yes" : null,
      "pricewar.answer": namedBy(analysis).has(cell.configuration) ? "yes" : null,
      "pricewar.cpu": record.host.cpu,
      ...Object.fromEntries(texts),
    }),
    artifacts: run === null ? null : `${RUN_FILES.cells}/${experiment.id}`,
  };
}

/** What is given in a cell; null where nothing but the scenario is, which is a param. */
function conditionTag({ configurations }: Analysis, configuration: string): string | null {
  const condition = configurations.find(({ id }) => id === configuration)?.condition;
  return condition === undefined || condition.isScenarioAlone ? null : conditionName(condition);
}

const STATUS = { failed: RUN_STATUS.failed, timeout: RUN_STATUS.failed, skipped: RUN_STATUS.killed } as const;

type Metrics = Record<string, readonly TrackedValue[]>;

function figureMetrics({ run }: CellResult, endMs: number): Metrics {
  if (run === null) return {};
  const values = RECORD_FIGURES.flatMap((figure: Figure): [string, TrackedValue[]][] => {
    const value = figure.unit === "id" ? null : figure.read(run);
    return value === null ? [] : [[figure.name, [{ atMs: endMs, value, step: 0 }]]];
  });
  return Object.fromEntries(values);
}

/** By epoch, at the time of the training's steps. */
function trainingMetrics({ run }: CellResult, startMs: number): Metrics {
  const history = run?.training.history ?? [];
  return series(
    ["loss", "testAccuracy", "validationLoss", "learningRate"] as const,
    (name) => `training/${name}`,
    (name) =>
      history.flatMap((epoch) => {
        const value = epoch[name];
        return value === null ? [] : [{ atMs: Math.round(startMs + epoch.trainWallMs), value, step: epoch.epoch }];
      }),
  );
}

/** By round. */
function servingMetrics({ samples }: CellResult): Metrics {
  return series(
    ["textsPerSecond", "loopMs"] as const,
    (name) => `serving/${name}`,
    (name) =>
      samples.map((sample) => ({ atMs: Date.parse(sample.startedAt), value: sample[name], step: sample.round })),
  );
}

function series<N extends string>(
  names: readonly N[],
  titleOf: (name: N) => string,
  valuesOf: (name: N) => readonly TrackedValue[],
): Metrics {
  return Object.fromEntries(
    names.map((name) => [titleOf(name), valuesOf(name)] as const).filter(([, values]) => values.length > 0),
  );
}

function paramsOf(settings: Readonly<Record<string, Json>>): Record<string, string> {
  const texts = Object.entries(settings).map(([name, value]): [string, string] => [
    name,
    (typeof value === "string" ? value : canonicalJson(value)).slice(0, LONGEST_PARAM),
  ]);
  return Object.fromEntries(texts);
}

/** Without those that are null. */
function tagsOf(tags: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([name, value]) => (value === null ? [] : [[name, value.slice(0, LONGEST_TAG)]])),
  );
}
