import type { FigureInterval } from "../../harness/judge/analysis/interval.ts";
import type { Pooled } from "../../harness/judge/figures/pool.ts";
import type { QuantityUnit, UnitName } from "../../harness/judge/figures/units.ts";
import { DASH, type Detail } from "../words/details.ts";

/** The text of a table cell, and how it sorts. */
export interface TableCell {
  readonly text: string;
  /** Small print below the text, such as a range. */
  readonly detail?: string;
  /** Shown when the pointer is over the cell. */
  readonly title?: string;
  /** Whether the value was not measured; `text` is then a dash. */
  readonly isMissing?: boolean;
  /** Highlighted as a reason for doubt. */
  readonly isCaution?: boolean;
  /** Null sorts last in both directions. */
  readonly sort: number | string | null;
}

/** A column that is written cell by cell, or one of quantities, of which the page's program writes those that are looked at. */
export type Column<Row> = WrittenColumn<Row> | QuantityColumn<Row>;

interface ColumnHead<Row> {
  readonly title: string;
  /** Shown when the pointer is over the heading. */
  readonly help: string;
  /** Shown if a reader asks for it: beside the columns that most read. */
  readonly isMore?: boolean;
  /** Shown where few columns have room, too, such as on a phone. */
  readonly isMain?: boolean;
  /** Numbers are right-aligned. */
  readonly kind: "text" | "number";
  /** Whether it says anything in a table of these rows; it does if left out. */
  isNeeded?(rows: readonly Row[]): boolean;
}

export interface WrittenColumn<Row> extends ColumnHead<Row> {
  read(row: Row): TableCell;
}

export interface QuantityColumn<Row> extends ColumnHead<Row> {
  readonly kind: "number";
  /** The same in every language, and no other column's of the table. */
  readonly name: string;
  readonly unit: QuantityUnit;
  /** Null where it was not measured. */
  measure(row: Row): Quantity | null;
  readonly details: readonly QuantityDetail[];
}

/** A figure of one row. */
export interface Quantity {
  readonly value: Exclude<Pooled, string>;
  /** Of a figure of several runs, if it has one. */
  readonly interval: FigureInterval | null;
  /** In the order of the column's. */
  readonly details: readonly (number | string | null)[];
}

/** A figure in small print below a quantity. */
export interface QuantityDetail extends Omit<Detail, "text"> {
  readonly unit: UnitName;
}

export const NOT_MEASURED: TableCell = { text: DASH, sort: null, isMissing: true };
