import { parsedParts, readDocument, refuse } from "../../base/documents/document.ts";
import type { JsoncDocument } from "../../base/documents/jsonc.ts";
import type { JsonPath } from "../../base/documents/problems.ts";
import type { Read } from "../../base/documents/read.ts";
import { AXES } from "../../contract/axes.ts";
import { type QuantityUnit, readQuantity } from "../figures/units.ts";
import { type CellPattern, readCellPattern } from "./cell-pattern.ts";
import type { Severity } from "./check-result.ts";
import { type LimitsFile, limitsKeys, limitsSchema } from "./limits-schema.ts";
import { METRICS, type MetricName } from "./metrics.ts";
import { readChange } from "./quantity.ts";

/** A number with the text that it was read from. */
export interface LimitBound {
  /** In the metric's unit. */
  readonly value: number;
  /** As written in the file. */
  readonly text: string;
  /** file:line:column */
  readonly where: string;
}

/** What a limit or waiver applies to. */
export interface LimitScope {
  readonly metric: MetricName;
  /** The class that the metric is of; null for a metric of all classes or of the positive label. */
  readonly className: string | null;
  readonly cells: CellPattern;
  /** Null for every matrix. */
  readonly matrix: string | null;
  /** file:line:column */
  readonly where: string;
}

export interface Limit extends LimitScope {
  readonly max: LimitBound | null;
  readonly min: LimitBound | null;
  /** The allowed worsening against the base: a share of the base or, for an accuracy, of the test rows. */
  readonly change: LimitBound | null;
  /** Null if the file does not state one: then an error for a budget, and otherwise the metric's own severity. */
  readonly severity: Severity | null;
}

export interface Waiver extends LimitScope {
  /** The last day on which it applies, in UTC, such as "2027-01-31". */
  readonly until: string;
  readonly reason: string;
}

/** The validated content of limits.json. */
export interface Limits {
  /** In the order of the file. */
  readonly limits: readonly Limit[];
  readonly waivers: readonly Waiver[];
}

export const NO_LIMITS: Limits = { limits: [], waivers: [] };

/**
 * Reads limits.json.
 * @param file name of the file in messages
 * @throws ConfigError with one line a problem, in the order of the file: file:line:column: path: what is wrong
 */
export function parseLimits(text: string, file: string): Limits {
  const document = readDocument(text, file);
  const { data, malformed } = parsedParts(limitsSchema, document, limitsKeys);
  refuse(malformed, document, file);
  const { limits, waivers } = data!;
  const where = placesIn(document, file);
  return {
    limits: limits.map((limit, index) => limitOf(limit, (...key) => where("limits", index, ...key))),
    waivers: waivers.map(({ until, reason, ...scope }, index) => ({
      ...limitScope(scope, where("waivers", index)),
      until,
      reason,
    })),
  };
}

function placesIn(document: JsoncDocument, file: string): (...path: JsonPath) => string {
  return (...path) => {
    const { line, column } = document.positionOf(path, "value");
    return `${file}:${line}:${column}`;
  };
}

function limitOf(limit: LimitsFile["limits"][number], where: (...key: JsonPath) => string): Limit {
  const { unit, ...metric } = METRICS[limit.metric];
  const bound = (key: "max" | "min" | "change", read: (text: string) => Read<number>): LimitBound | null => {
    const text = limit[key];
    return text === undefined ? null : { value: sound(read(text)), text, where: where(key) };
  };
  const quantity = (text: string) => readQuantity(text, unit as QuantityUnit);
  return {
    ...limitScope(limit, where()),
    max: bound("max", quantity),
    min: bound("min", quantity),
    change: bound("change", (text) => readChange(text, metric)),
    severity: limit.severity ?? null,
  };
}

/** Unwraps a value that the schema has already validated. */
function sound<T>(read: Read<T>): T {
  if (!read.ok) throw new TypeError(read.message);
  return read.value;
}

function limitScope(
  {
    metric,
    class: className,
    cells,
    matrix,
  }: Pick<LimitsFile["limits"][number], "metric" | "class" | "cells" | "matrix">,
  where: string,
): LimitScope {
  const pattern = sound(readCellPattern(cells, AXES));
  return { metric, className: className ?? null, cells: pattern, matrix: matrix ?? null, where };
}
