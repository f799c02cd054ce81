import { canonicalJson, type Json } from "../../harness/base/canonical-json.ts";
import type { FigureInterval } from "../../harness/judge/analysis/interval.ts";
import type { Direction, Figure, FigureTable, Pooling, QuantityFigure } from "../../harness/judge/figures/figure.ts";
import { RECORD_FIGURES } from "../../harness/judge/figures/figures.ts";
import type { Pooled } from "../../harness/judge/figures/pool.ts";
import { type QuantityUnit, UNITS } from "../../harness/judge/figures/units.ts";
import { detailsText, type FigureReader, valueText } from "../words/figures.ts";
import { spreadCell, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED, type TableCell } from "./column.ts";

/** The catalogue's figures in a table, each with those that stand next to it. */
export function figuresIn(table: FigureTable): Figure[] {
  const shown = RECORD_FIGURES.filter(({ tables }) => tables.includes(table));
  const besides = (figure: Figure) => shown.filter(({ unlike }) => unlike === figure);
  return shown.flatMap((figure) => (figure.unlike === undefined ? [figure, ...besides(figure)] : []));
}

/** Whether it, or the figure that it stands next to, has a tile: those are what most read. */
export function hasTile({ tile, unlike }: Figure): boolean {
  return (unlike === undefined ? tile : unlike.tile) !== undefined;
}

/**
 * A figure's column.
 * @param isPooled whether a row represents several runs, so that the help states how they are pooled
 * @param readerOf reads the figures of a row; null if it has none
 * @param intervalOf the figure's interval in a row
 */
export function figureColumn<Row>(
  figure: Figure,
  isPooled: boolean,
  readerOf: (row: Row) => FigureReader | null,
  intervalOf: (row: Row) => FigureInterval | null = () => null,
): Column<Row> {
  return {
    title: figure.title,
    help: helpOf(figure, isPooled),
    kind: figure.unit === "id" ? "text" : "number",
    read: (row) => {
      const reader = readerOf(row);
      return reader === null ? NOT_MEASURED : figureCell(figure, reader, intervalOf(row));
    },
    isNeeded: (rows) => {
      const { unlike, isShownIfMeasured } = figure;
      if (isShownIfMeasured && rows.every((row) => (readerOf(row)?.(figure) ?? null) === null)) return false;
      return unlike === undefined || rows.some((row) => differs(figure, unlike, readerOf(row)));
    },
  };
}

/** Whether the figure was measured and has another value than `unlike`. */
function differs(figure: Figure, unlike: Figure, read: FigureReader | null): boolean {
  const value = read?.(figure) ?? null;
  return value !== null && canonicalJson(value as Json) !== canonicalJson((read?.(unlike) ?? null) as Json);
}

function figureCell(figure: Figure, read: FigureReader, interval: FigureInterval | null): TableCell {
  const value = read(figure);
  if (value === null) return NOT_MEASURED;
  const details = detailsText(figure, read);
  const cell = plainCell(figure, value, interval);
  return details === "" ? cell : { ...cell, detail: details };
}

function plainCell(figure: Figure, value: Pooled, interval: FigureInterval | null): TableCell {
  if (typeof value === "string") return textCell(value);
  if (typeof value === "number") return { text: valueText(figure, value), sort: value };
  return spreadCell(value, interval, UNITS[figure.unit as QuantityUnit].bare);
}

const POOLED: Readonly<Record<Pooling, string>> = {
  "median of runs": "Median over the runs and its 95 % interval.",
  "mean of trainings": "Mean over the trainings and its 95 % interval.",
  "median of trainings": "Median over the trainings and its 95 % interval.",
  constant: "",
};

const BETTER: Readonly<Record<Direction, string>> = {
  lower: "Lower is better.",
  higher: "Higher is better.",
  same: "",
  none: "",
};

function helpOf(figure: Figure, isPooled: boolean): string {
  const pooled = isPooled && figure.unit !== "id" ? pooledText(figure) : "";
  return [`${figure.help}.`, pooled, BETTER[figure.better]].filter((sentence) => sentence !== "").join(" ");
}

function pooledText({ sampled, pooled }: QuantityFigure): string {
  return sampled === undefined
    ? POOLED[pooled]
    : "Median over the samples of serving, or over the runs without any, and its 95 % interval.";
}
