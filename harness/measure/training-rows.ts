import { formatCount } from "../base/counts.ts";
import { ConfigError } from "../base/errors.ts";
import { type SplitData, sideRows } from "../classifier/text/side-rows.ts";
import type { DataDoubt, Dataset } from "../contract/index.ts";
import { ALL_ROWS } from "../contract/training-fields.ts";
import type { Matrix, MatrixCell } from "./matrix/matrix.ts";

type RowsData = SplitData & Pick<Dataset, "labels" | "id">;
type Cells = Pick<Matrix, "cells">;

/** A matrix without the cells that would use more training rows than there are, and what is to be said of that, by dataset. */
export interface PossibleRows<M extends Cells> {
  readonly matrix: M;
  readonly lacking: ReadonlyMap<string, readonly DataDoubt[]>;
}

/**
 * Leaves out the cells that would use more training rows than their dataset has, so that a matrix of several sizes fits smaller data, too.
 * @param datasets by spec
 * @throws ConfigError where such a cell is the baseline, or a dataset has no other cell, or a cell has too few rows for one of each class
 */
export function withPossibleRows<M extends Cells>(matrix: M, datasets: ReadonlyMap<string, RowsData>): PossibleRows<M> {
  const lacking = new Map<string, readonly DataDoubt[]>();
  const left = new Set<MatrixCell>();
  for (const [spec, dataset] of datasets) {
    const ofDataset = matrix.cells.filter(({ experiment }) => experiment.dataset === spec);
    const impossible = impossibleCells(ofDataset, dataset);
    if (impossible.length === 0) continue;
    for (const { cell } of impossible) left.add(cell);
    const rows = [...new Set(impossible.map((one) => one.rows))].sort((a, b) => a - b);
    const has = Math.max(...impossible.map((one) => one.has));
    lacking.set(spec, [{ kind: "lacking-rows", rows, has, cells: impossible.length }]);
  }
  return { matrix: { ...matrix, cells: matrix.cells.filter((cell) => !left.has(cell)) }, lacking };
}

interface ImpossibleCell {
  readonly cell: MatrixCell;
  /** What it asks for, and what there are. */
  readonly rows: number;
  readonly has: number;
}

function impossibleCells(cells: readonly MatrixCell[], dataset: RowsData): ImpossibleCell[] {
  const classes = dataset.labels.length;
  const refuse = (rows: number, problem: string) => new ConfigError(`training.rows ${rows}: ${dataset.id} ${problem}`);
  const counted = new Map<number, number>();
  const countOf = (validation: number) => {
    const count = counted.get(validation) ?? sideRows(dataset, validation).train.length;
    counted.set(validation, count);
    return count;
  };
  const impossible = cells.flatMap((cell): ImpossibleCell[] => {
    const { rows = ALL_ROWS, validation } = cell.experiment.training;
    if (rows === ALL_ROWS) return [];
    const has = countOf(validation);
    if (rows > has) return [{ cell, rows, has }];
    if (rows >= classes) return [];
    throw refuse(rows, `has ${classes} classes, and each needs a training row; take at least ${classes}`);
  });
  const needed =
    impossible.find(({ cell }) => cell.isBaseline) ?? (impossible.length === cells.length ? impossible[0] : undefined);
  if (needed === undefined) return impossible;
  const { validation } = needed.cell.experiment.training;
  const held = validation === 0 ? "" : `, without the validation rows (validation ${validation})`;
  const wayOut =
    impossible.length < cells.length
      ? `the baseline cannot be left out as other cells are: in the matrix, name one with no more rows, or with "${ALL_ROWS}"`
      : `take no more than that, or "${ALL_ROWS}"`;
  throw refuse(needed.rows, `has ${formatCount(needed.has)} training rows${held}; ${wayOut}`);
}
