import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { type Axis, plainName, SHORTHANDS } from "../../contract/axes.ts";
import type { Fields } from "../../contract/plan.ts";
import type { FieldSet, Matrix, MatrixCell } from "./matrix.ts";
import { matches, type Settings, settle } from "./settings.ts";

/** All combinations of the axes, the last axis fastest, less those excluded; then the included cells as written. */
export function expandMatrix(matrix: Matrix): MatrixCell[] {
  const cell = (own: FieldSet, included: number | null): MatrixCell => {
    const settings = settle(matrix.base, own.given);
    return {
      fields: completeFields(matrix, own.written, settings),
      settings,
      isBaseline: matrix.baseline !== null && matches(settings, matrix.baseline.given),
      included,
    };
  };
  return [
    ...combinations(matrix)
      .map((own) => cell(own, null))
      .filter(({ settings }) => !matrix.exclude.some(({ given }) => matches(settings, given))),
    ...matrix.include.map((own, index) => cell(own, index)),
  ];
}

/** The Cartesian product of the axes; one empty field set where there is no axis. */
export function combinations(matrix: Pick<Matrix, "axes">): FieldSet[] {
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

/** Axes in the order of the file, then what `include` cells name beside them. */
export function fieldNames(matrix: Pick<Matrix, "axes" | "include">): Axis[] {
  const included = matrix.include.flatMap(({ written }) => Object.keys(written) as Axis[]);
  return [...new Set([...matrix.axes.map(({ name }) => name), ...included])];
}

/** A cell's own fields, and its settings for the axes that it leaves to the base. */
function completeFields(matrix: Matrix, written: Fields, settings: Settings): Fields {
  return Object.fromEntries(
    fieldNames(matrix).flatMap((axis): [string, Json][] => {
      const value = written[axis] ?? settingAsWritten(matrix, settings, axis);
      return value === null ? [] : [[axis, value]];
    }),
  );
}

/** As the axis writes that value, so that readers see one value once. Null where one word cannot say it. */
function settingAsWritten({ axes }: Matrix, settings: Settings, axis: Axis): Json {
  const { trainBackend, serveBackend } = settings;
  if (axis === "backend") return trainBackend === serveBackend ? trainBackend : null;
  const setting: Json = settings[axis];
  const values = axes.find(({ name }) => name === axis)?.values ?? [];
  const alike = values.find(({ given }) => canonicalJson(given[axis] ?? null) === canonicalJson(setting));
  const optional = [...SHORTHANDS, "earlyStopping" as const].find((name) => name === axis);
  return alike?.written[axis] ?? setting ?? (optional === undefined ? null : plainName(optional));
}
