import { canonicalJson, type Json } from "../harness/base/canonical-json.ts";
import type { OkRecord } from "../harness/contract/index.ts";
import type { Analysis, CellResult, ConfigurationResult } from "../harness/judge/analysis/analysis.ts";
import { savedBy } from "../harness/judge/analysis/saved.ts";
import { teacherWallMs } from "../harness/judge/pricing/cost.ts";
import { type CsvField, csvText, userText } from "./csv.ts";

/** summary.json: the answer and the pooled figures for another program to read. Null means not measured. */
export function summaryJson(analysis: Analysis): string {
  const { plan, answer, floor, counts, configurations, warnings } = analysis;
  const summary = {
    schema: plan.schema,
    name: plan.name,
    code: plan.code,
    answer,
    floor,
    counts,
    configurations: configurations.map(configurationSummary),
    warnings,
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

function configurationSummary({ cells, ...result }: ConfigurationResult) {
  return {
    ...result,
    fields: cells[0]?.cell.fields ?? {},
    experiments: [...new Set(cells.map(({ cell }) => cell.experiment.id))],
    planned: cells.length,
  };
}

type Column = readonly [name: string, read: (cell: CellResult) => CsvField];

/** Columns of summary.csv: append new ones at the end, others may read them by position. */
const COLUMNS: readonly Column[] = [
  ["experiment", ({ cell }) => cell.experiment.id],
  ["configuration", ({ label }) => userText(label)],
  ["seed", ({ cell }) => cell.experiment.training.seed],
  ["repeat", ({ cell }) => cell.repeat],
  ["status", ({ status }) => status],
  ["reason", ({ reason }) => (reason === null ? null : userText(reason))],
  ["accuracy", ok((run) => run.quality.accuracy)],
  ["validationAccuracy", ok((run) => run.quality.validationAccuracy)],
  ["loss", ok((run) => run.quality.loss)],
  ["f1", ok((run) => run.quality.f1)],
  ["testRows", ok((run) => run.quality.testRows)],
  ["usdPerMillionTexts", ok((run) => run.cost.usdPerMillionTexts)],
  ["textsPerSecond", ok((run) => run.usage.serve.textsPerSecond)],
  ["p50Ms", ok((run) => run.usage.serve.p50Ms)],
  ["p90Ms", ok((run) => run.usage.serve.p90Ms)],
  ["p99Ms", ok((run) => run.usage.serve.p99Ms)],
  ["modelBytes", ok((run) => run.usage.modelBytes)],
  ["modelGzipBytes", ok((run) => run.usage.modelGzipBytes)],
  ["artifactBytes", ok((run) => run.usage.artifactBytes)],
  ["trainWallMs", ok((run) => run.usage.trainWallMs)],
  ["compressWallMs", ok((run) => run.usage.compressWallMs)],
  ["coldStartMs", ok((run) => run.usage.coldStartMs)],
  ["peakRssBytes", ok((run) => run.usage.peakRssBytes)],
  ["baselineRssBytes", ok((run) => run.usage.baselineRssBytes)],
  ["peakVramBytes", ok((run) => run.usage.peakVramBytes)],
  ["trainUsd", ok((run) => run.cost.trainUsd)],
  ["runUsd", ok((run) => run.cost.runUsd)],
  ["billedUsd", ok((run) => run.cost.billedUsd)],
  ["price", ok((run) => run.cost.price.id)],
  ["kernelPrecision", ok((run) => run.executed.kernelPrecision)],
  ["library", ok((run) => run.executed.library)],
  ["trainRun", ok((run) => run.usage.trainRun)],
  ["teacherWallMs", ok(({ usage: { teaching } }) => (teaching === undefined ? null : teacherWallMs(teaching)))],
  ["teacherUsd", ok((run) => run.cost.teacherUsd ?? null)],
  ["epochsRun", ok(({ training }) => training.history.length)],
  ["plannedEpochs", ok(({ experiment }) => experiment.training.epochs)],
  ["bestEpoch", ok(({ training }) => training.stopped?.bestEpoch ?? null)],
  ["savedSteps", ok((run) => savedBy(run)?.steps ?? null)],
  ["savedWallMs", ok((run) => savedBy(run)?.wallMs ?? null)],
  ["savedUsd", ok((run) => savedBy(run)?.usd ?? null)],
  ["ratesLowered", ok(({ training }) => training.reducedAfter?.length ?? null)],
  ["evaluationWallMs", ok(({ training }) => training.evaluationWallMs ?? null)],
];

function ok(read: (run: OkRecord) => CsvField): (cell: CellResult) => CsvField {
  return ({ record }) => (record?.status === "ok" ? read(record) : null);
}

/** summary.csv: one line per planned cell, axes as columns named "axis.…" at the end. */
export function summaryCsv({ cells, labels }: Analysis): string {
  const axes = labels.axes.map((axis): Column => [`axis.${axis}`, ({ cell }) => axisField(cell.fields[axis])]);
  const columns = [...COLUMNS, ...axes];
  return csvText([columns.map(([name]) => name), ...cells.map((cell) => columns.map(([, read]) => read(cell)))]);
}

/** An axis' value as the matrix file wrote it; empty where the cell does not name the axis. */
function axisField(value: Json | undefined): CsvField {
  if (value === undefined) return null;
  if (typeof value === "number") return value;
  return userText(typeof value === "string" ? value : canonicalJson(value));
}
