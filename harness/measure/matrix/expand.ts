import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import { type Axis, plainName, SHORTHANDS } from "../../contract/axes.ts";
import type { Fields } from "../../contract/plan.ts";
import { indexOnAxis } from "./axis-values.ts";
import type { KnownNames } from "./known-names.ts";
import type { FieldSet, JoinedCells, MatrixCell, MatrixContent } from "./matrix.ts";
import { draftMaker, matches, Selectors, type Settings, settle } from "./settings.ts";
import { asSourced, differingAxes, sourceOf, usesAxis } from "./source-settings.ts";
import { teacherDraft } from "./teacher-draft.ts";

export interface Expansion {
  /**
   * All combinations of the axes, the last axis fastest, except those excluded; then the included cells as written. Of those that are
   * one experiment to their source, the first.
   */
  readonly cells: readonly MatrixCell[];
  readonly joined: readonly JoinedCells[];
  /** Indices of the entries of `exclude` that match no combination. */
  readonly idleExcludes: readonly number[];
}

/** A cell, and what the matrix asked for where its source does not use all of it. */
interface AskedCell {
  readonly cell: MatrixCell;
  readonly asked: Settings;
}

/** @param defaults the settings of a matrix that says nothing, which a source's models have where it does not use them */
export function expandMatrix(
  matrix: MatrixContent,
  names: Pick<KnownNames, "sources" | "declarationOf" | "distillationOf">,
  defaults: Settings,
): Expansion {
  const { base, baseline, exclude, include } = matrix;
  const axes = fieldNames(matrix);
  const draftOf = draftMaker();
  const cellOf = (own: FieldSet, asked: Settings, included: number | null): AskedCell => {
    const source = sourceOf(asked, names);
    const settings = asSourced(asked, defaults, source);
    const used = axes.filter((axis) => usesAxis(source, axis));
    const cell = {
      fields: completeFields(matrix, used, own.written, settings),
      settings,
      experiment: draftOf(settings),
      teacher: teacherDraft(settings, defaults, names, draftOf),
      isBaseline: baseline !== null && matches(asked, baseline.given),
      included,
    };
    return { cell, asked };
  };
  const idle = new Set(exclude.keys());
  const excluded = new Selectors(exclude.map(({ given }) => given));
  const combined = combinations(matrix).flatMap((own): AskedCell[] => {
    const settings = settle(base, own.given);
    const excluding = excluded.matching(settings);
    for (const index of excluding) idle.delete(index);
    return excluding.length > 0 ? [] : [cellOf(own, settings, null)];
  });
  const included = include.map((own, index) => cellOf(own, settle(base, own.given), index));
  return { ...joinCells([...combined, ...included]), idleExcludes: [...idle] };
}

/** Of cells that are one to their source, the first. Cells that were asked for alike stay, since the matrix says the same twice. */
function joinCells(all: readonly AskedCell[]): Pick<Expansion, "cells" | "joined"> {
  // What is used as it was asked for is joined with nothing.
  const keyOf = ({ cell, asked }: AskedCell) => (cell.settings === asked ? cell : canonicalJson(cell.settings));
  const groups = [...groupBy(all, keyOf).values()].map((group) => {
    if (group.length === 1) return { cells: [group[0]!.cell], asked: [group[0]!.asked] };
    const alike = [...groupBy(group, ({ asked }) => canonicalJson(asked)).values()];
    const cell = { ...group[0]!.cell, isBaseline: group.some((one) => one.cell.isBaseline) };
    const repeated = alike.flatMap(([, ...again]) => again.map((one) => one.cell));
    return { cells: [cell, ...repeated], asked: alike.map(([one]) => one!.asked) };
  });
  const several = groups.filter(({ asked }) => asked.length > 1).map(({ asked }) => asked);
  const joined = [...groupBy(several, ([first]) => first!["model.source"])].map(([source, own]) => ({
    source,
    combinations: own.reduce((sum, { length }) => sum + length, 0),
    cells: own.length,
    axes: [...new Set(own.flatMap(differingAxes))],
  }));
  return { cells: groups.flatMap(({ cells }) => cells), joined };
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
  const own = axes.find(({ name }) => name === axis);
  const alike = own?.values[indexOnAxis(own, setting)];
  const optional = [...SHORTHANDS, "earlyStopping" as const, "threshold" as const].find((name) => name === axis);
  return alike?.written[axis] ?? setting ?? (optional === undefined ? null : plainName(optional));
}
