/** What run folders hold, as flat tables: figures are named and explained by the catalogue, settings by the matrix. */
import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import type { Analysis, CellResult, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import { isBaselineIn, namedBy } from "../../harness/judge/analysis/within-condition.ts";
import { usdPerMillionTexts } from "../../harness/judge/figures/catalogue/usd-per-million-texts.ts";
import type { Figure } from "../../harness/judge/figures/figure.ts";
import { pooledFigure, RECORD_FIGURES } from "../../harness/judge/figures/figures.ts";
import { hasSpread } from "../../harness/judge/figures/pool.ts";
import type { SeededSample } from "../../harness/judge/pricing/serving-work.ts";
import type { KnownSources } from "../../harness/measure/matrix/known-names.ts";
import { conditionName } from "../../reports/words/conditions.ts";
import { noFiguresText } from "../../reports/words/no-figures.ts";
import { refusalText } from "../../reports/words/refusal.ts";
import type { AnalyzedFolder } from "../analyzed-folders.io.ts";
import { column, type FlatTable, type FlatValue, flatTable, type ReadColumn } from "./flat-table.ts";
import type { FolderCell } from "./folder-cell.ts";
import { folderMarks, MARK_COLUMNS } from "./mark-columns.ts";
import { settingColumns } from "./setting-columns.ts";

interface FolderConfiguration extends AnalyzedFolder {
  readonly result: ConfigurationResult;
}

const UNIT_WORDS: Readonly<Partial<Record<Figure["unit"], string>>> = {
  share: "a fraction",
  usd: "US dollars",
  "usd/M": "US dollars per million texts",
};

/** All tables of some run folders. */
export function runTables(folders: readonly AnalyzedFolder[], names: KnownSources): FlatTable[] {
  const cells = folders.flatMap((one) => one.analysis.cells.map((result): FolderCell => ({ result, ...one })));
  const configurations = folders.flatMap((one) =>
    one.analysis.configurations.map((result): FolderConfiguration => ({ result, ...one })),
  );
  const runColumns = [...RUN_COLUMNS, ...RECORD_FIGURES.map(figureColumn)];
  const taken = new Set(runColumns.map(({ name }) => name.toLowerCase()));
  return [
    flatTable(
      { name: "runs", comment: "a row per planned cell" },
      [...runColumns, ...settingColumns(cells, taken, names)],
      cells,
    ),
    flatTable(
      { name: "configurations", comment: "a row per configuration, pooled over its seeds and repeats" },
      [...CONFIGURATION_COLUMNS, ...RECORD_FIGURES.flatMap(pooledColumns)],
      configurations,
    ),
    flatTable(
      { name: "samples", comment: "a row per sample of serving" },
      SAMPLE_COLUMNS,
      cells.flatMap((cell) => cell.result.samples.map((sample) => ({ sample, ...cell }))),
    ),
    flatTable(
      { name: "epochs", comment: "a row per epoch of a finished cell's training" },
      EPOCH_COLUMNS,
      cells.flatMap((cell) => (cell.result.run?.training.history ?? []).map((epoch) => ({ epoch, ...cell }))),
    ),
    flatTable(
      { name: "baselines", comment: "a row per baseline from outside the matrix" },
      MARK_COLUMNS,
      folderMarks(folders),
    ),
  ];
}

const CELL_COLUMNS: readonly ReadColumn<FolderCell>[] = [
  column("folder", "VARCHAR", "run folder", ({ folder }) => folder),
  column(
    "experiment",
    "VARCHAR",
    "id of everything that describes the cell",
    ({ result }) => result.cell.experiment.id,
  ),
  column("configuration", "VARCHAR", "what tells it from others, as reports name it", ({ result }) => result.label),
  column("seed", "BIGINT", "seed of the training", ({ result }) => result.cell.experiment.training.seed),
  column("repeat", "BIGINT", "1-based repetition of the same experiment", ({ result }) => result.cell.repeat),
];

const RUN_COLUMNS: readonly ReadColumn<FolderCell>[] = [
  ...CELL_COLUMNS,
  column("matrix", "VARCHAR", "name of the matrix", ({ analysis }) => analysis.plan.name),
  column("isBaseline", "BOOLEAN", "is of the baseline of its condition", ({ analysis, result }) =>
    isBaselineIn(analysis, result.cell.configuration),
  ),
  column(
    "isAnswer",
    "BOOLEAN",
    "is of the configuration that the answer, or its condition's, names",
    ({ analysis, result }) => isAnswer(analysis, result.cell.configuration),
  ),
  column("status", "VARCHAR", "ok, skipped, failed, timeout or missing", ({ result }) => result.status),
  column("reason", "VARCHAR", "why there are no figures", ({ result }) =>
    result.noFigures === null ? null : noFiguresText(result.noFigures),
  ),
  column("startedAt", "TIMESTAMP", "start of the run, UTC", ({ result }) => result.record?.startedAt ?? null),
  column("code", "VARCHAR", "id of the code that measured it", ({ result }) => result.record?.code ?? null),
  column("isStale", "BOOLEAN", "measured by other code than the plan's", ({ result }) => result.isStale),
  column("cpu", "VARCHAR", "processor", ({ result }) => result.record?.host.cpu ?? null),
  column("cores", "BIGINT", "cores that the process may use", ({ result }) => result.record?.host.cores ?? null),
  column(
    "memoryBytes",
    "BIGINT",
    "memory of the machine, bytes",
    ({ result }) => result.record?.host.memoryBytes ?? null,
  ),
  column("os", "VARCHAR", "operating system", ({ result }) => result.record?.host.os ?? null),
  column("node", "VARCHAR", "version of Node.js", ({ result }) => result.record?.host.node ?? null),
  column(
    "host",
    "VARCHAR",
    "fingerprint of the kind of machine",
    ({ result }) => result.record?.host.fingerprint ?? null,
  ),
  column("machine", "VARCHAR", "hash that tells machines apart", ({ result }) => result.record?.host.machine ?? null),
  column(
    "usdPerHour",
    "DOUBLE",
    "hourly price of the offer, US dollars",
    ({ result }) => result.run?.price.usdPerHour ?? null,
  ),
];

function figureColumn(figure: Figure): ReadColumn<FolderCell> {
  return column(figure.name, typeOf(figure), commentOf(figure), ({ result: { run } }) =>
    run === null ? null : figure.read(run),
  );
}

const CONFIGURATION_COLUMNS: readonly ReadColumn<FolderConfiguration>[] = [
  column("folder", "VARCHAR", "run folder", ({ folder }) => folder),
  column("matrix", "VARCHAR", "name of the matrix", ({ analysis }) => analysis.plan.name),
  column("configuration", "VARCHAR", "what tells it from others, as reports name it", ({ result }) => result.label),
  column(
    "scenario",
    "VARCHAR",
    "how requests reach it; costs compare within",
    ({ result }) => result.condition.scenario,
  ),
  column(
    "condition",
    "VARCHAR",
    "what is given in it, as reports name it; null if nothing that varies is",
    ({ result }) => conditionName(result.condition) || null,
  ),
  column("isBaseline", "BOOLEAN", "is the baseline of its condition", ({ result }) => result.isBaseline),
  column("isAnswer", "BOOLEAN", "is the one that the answer names, or its condition's", ({ analysis, result }) =>
    isAnswer(analysis, result.id),
  ),
  column("isEligible", "BOOLEAN", "is good enough by the rules of the matrix", ({ result }) => result.isEligible),
  column("refusal", "VARCHAR", "why it is not", ({ result }) =>
    result.refusal === null ? null : refusalText(result.refusal),
  ),
  column(
    "isOnFrontier",
    "BOOLEAN",
    "no other of its condition is as accurate and as cheap",
    ({ result }) => result.isOnFrontier,
  ),
  column(
    "frontierProbability",
    "DOUBLE",
    "share of resamples in which that is so",
    ({ result }) => result.frontierProbability,
  ),
  column("finished", "BIGINT", "finished runs", ({ result }) => result.finished),
  column("planned", "BIGINT", "planned runs", ({ result }) => result.cells.length),
];

/** The pooled figure and, where it has a range, its lowest and highest value and its 95 % interval. */
function pooledColumns(figure: Figure): ReadColumn<FolderConfiguration>[] {
  const [type, comment] = [typeOf(figure), commentOf(figure)];
  const part = (key: "middle" | "low" | "high") => {
    return ({ result: { figures } }: FolderConfiguration): FlatValue => {
      const pooled = figures === null ? null : pooledFigure(figures, figure);
      return pooled === null || typeof pooled !== "object" ? pooled : pooled[key];
    };
  };
  const own = column(figure.name, type, comment, part("middle"));
  if (!hasSpread(figure)) return [own];
  const { name } = figure;
  const end = (key: keyof Interval) => {
    return ({ result: { intervals } }: FolderConfiguration): FlatValue => intervals.get(name)?.[key] ?? null;
  };
  return [
    own,
    column(`${name}Low`, type, `lowest ${name}`, part("low")),
    column(`${name}High`, type, `highest ${name}`, part("high")),
    column(`${name}IntervalLow`, type, `lower end of the 95 % interval of ${name}`, end("low")),
    column(`${name}IntervalHigh`, type, `upper end of the 95 % interval of ${name}`, end("high")),
  ];
}

type CellSample = FolderCell & { readonly sample: SeededSample };

const SAMPLE_COLUMNS: readonly ReadColumn<CellSample>[] = [
  ...CELL_COLUMNS,
  column(
    "round",
    "BIGINT",
    "1-based; samples of one round and machine can be compared in pairs",
    ({ sample }) => sample.round,
  ),
  column("startedAt", "TIMESTAMP", "start of the sample's process, UTC", ({ sample }) => sample.startedAt),
  column("code", "VARCHAR", "id of the code that took it", ({ sample }) => sample.code),
  column("host", "VARCHAR", "fingerprint of the kind of machine", ({ sample }) => sample.host),
  column("machine", "VARCHAR", "hash that tells machines apart", ({ sample }) => sample.machine ?? null),
  column("textsPerSecond", "DOUBLE", "throughput, texts/s", ({ sample }) => sample.textsPerSecond),
  column("usdPerMillionTexts", "DOUBLE", commentOf(usdPerMillionTexts), ({ sample, result: { run } }) =>
    run === null ? null : usdPerMillionTexts.sampled(sample, run),
  ),
  column("timedMs", "DOUBLE", "how long it was timed, ms", ({ sample }) => sample.timedMs),
  column("peakRssBytes", "DOUBLE", "peak memory of the process, bytes", ({ sample }) => sample.peakRssBytes),
  column("processWallMs", "DOUBLE", "the whole process, ms", ({ sample }) => sample.processWallMs),
  column("loopMs", "DOUBLE", "fixed loop of work just before, ms", ({ sample }) => sample.loopMs),
  column(
    "disturbed",
    "BOOLEAN",
    "timed beside too much other work; null if not told",
    ({ sample }) => sample.disturbance?.disturbed ?? null,
  ),
  column(
    "foreignCpuShare",
    "DOUBLE",
    "cores that other programs used meanwhile",
    ({ sample }) => sample.disturbance?.foreignCpuShare ?? null,
  ),
  column("attempts", "BIGINT", "how often it was taken", ({ sample }) => 1 + (sample.otherAttempts?.length ?? 0)),
];

type CellEpoch = FolderCell & {
  readonly epoch: NonNullable<CellResult["run"]>["training"]["history"][number];
};

const EPOCH_COLUMNS: readonly ReadColumn<CellEpoch>[] = [
  ...CELL_COLUMNS,
  column("epoch", "BIGINT", "1-based", ({ epoch }) => epoch.epoch),
  column("trainWallMs", "DOUBLE", "training steps up to its end, ms", ({ epoch }) => epoch.trainWallMs),
  column("loss", "DOUBLE", "mean training loss", ({ epoch }) => epoch.loss),
  column("testAccuracy", "DOUBLE", "accuracy on the test rows, a fraction", ({ epoch }) => epoch.testAccuracy),
  column("validationLoss", "DOUBLE", "mean loss on the validation rows", ({ epoch }) => epoch.validationLoss),
  column("learningRate", "DOUBLE", "rate of its last step", ({ epoch }) => epoch.learningRate),
];

function isAnswer(analysis: Analysis, configuration: string): boolean {
  return namedBy(analysis).has(configuration);
}

/** Medians of counts and bytes may lie between two whole numbers. */
function typeOf({ unit }: Figure): "DOUBLE" | "VARCHAR" {
  return unit === "id" ? "VARCHAR" : "DOUBLE";
}

/** "Cost of serving at the measured throughput (US dollars per million texts)" */
function commentOf({ help, unit }: Figure): string {
  return unit === "id" || unit === "number" ? help : `${help} (${UNIT_WORDS[unit] ?? unit})`;
}
