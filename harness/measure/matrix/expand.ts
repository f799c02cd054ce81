import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { type Axis, plainName, SHORTHANDS } from "../../contract/axes.ts";
import type { Fields } from "../../contract/plan.ts";
import type { FieldSet, MatrixCell, MatrixContent } from "./matrix.ts";
import { draftOf, matches, type Settings, settle } from "./settings.ts";

export interface Expansion {
  /** All combinations of the axes, the last axis fastest, except those excluded; then the included cells as written. */
  readonly cells: readonly MatrixCell[];
  /** Indices of the entries of `exclude` that match no combination. */
  readonly idleExcludes: readonly number[];
}

export function expandMatrix(matrix: MatrixContent): Expansion {
  const { base, baseline, exclude, include } = matrix;
  const names = fieldNames(matrix);
  const cellOf = (own: FieldSet, settings: Settings, included: number | null): MatrixCell => ({
    fields: completeFields(matrix, names, own.written, settings),
    settings,
    experiment: draftOf(settings),
    isBaseline: baseline !== null && matches(settings, baseline.given),
    included,
  });
  const idle = new Set(exclude.keys());
  const combined = combinations(matrix).flatMap((own): MatrixCell[] => {
    const settings = settle(base, own.given);
    const excluding = [...exclude.keys()].filter((index) => matches(settings, exclude[index]!.given));
    for (const index of excluding) idle.delete(index);
    return excluding.length > 0 ? [] : [cellOf(own, settings, null)];
  });
  const included = include.map((own, index) => cellOf(own, settle(base, own.given), index));
  return { cells: [...combined, ...included], idleExcludes: [...idle] };
}

/** The Cartesian product of the axes; one empty field set where there is no axis. */
function combinations(matrix: Pick<MatrixContent, "axes">): FieldSet[] {
  return matrix.axes.reduce<FieldSet[]>(
    (sets, axis) =>
      sets.flatMap((set) =>
        axis.values.map((value) => ({
          written: { ...set.written, ...value.written },
          given: { ...set.given, ...value.given },
        })),
      ),
    [{ written: {}, given: {} }],
  );
}

/** Axes in the order of the file, then those that only `include` cells name. */
export function fieldNames(matrix: Pick<MatrixContent, "axes" | "include">): Axis[] {
  const included = matrix.include.flatMap(({ written }) => Object.keys(written) as Axis[]);
  return [...new Set([...matrix.axes.map(({ name }) => name), ...included])];
}

/** A cell's own fields, and its settings on the axes that it leaves to the base. */
function completeFields(matrix: MatrixContent, names: readonly Axis[], written: Fields, settings: Settings): Fields {
  return Object.fromEntries(
    names.flatMap((axis): [string, Json][] => {
      const value = written[axis] ?? settingAsWritten(matrix, settings, axis);
      return value === null ? [] : [[axis, value]];
    }),
  );
}

/** The value as the axis writes it, so that readers see one spelling. Null if no single value can express it. */
function settingAsWritten({ axes }: MatrixContent, settings: Settings, axis: Axis): Json {
  const { trainBackend, serveBackend } = settings;
  if (axis === "backend") return trainBackend === serveBackend ? trainBackend : null;
  const setting: Json = settings[axis];
  const values = axes.find(({ name }) => name === axis)?.values ?? [];
  const alike = values.find(({ given }) => canonicalJson(given[axis] ?? null) === canonicalJson(setting));
  const optional = [...SHORTHANDS, "earlyStopping" as const, "threshold" as const].find((name) => name === axis);
  return alike?.written[axis] ?? setting ?? (optional === undefined ? null : plainName(optional));
}
