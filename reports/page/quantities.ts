import type { IntervalMethod } from "../../harness/judge/analysis/interval.ts";
import { type QuantityUnit, UNITS } from "../../harness/judge/figures/units.ts";
import { fewDigits } from "../few-digits.ts";
import { type Detail, joinedDetails } from "../words/details.ts";
import type { Language } from "../words/language.ts";
import { spreadCell } from "./cells.ts";
import { NOT_MEASURED, type Quantity, type QuantityColumn, type QuantityDetail, type TableCell } from "./column.ts";

/** By row of a table, null for a row without. */
type ByRow<Value> = readonly (Value | null)[];

/**
 * The quantities of a column, each part an array of its own: of a large table, few rows are looked at, and numbers that are alike stand together
 * where they are deflated. Nothing in it depends on the language but the labels and texts of what is in small print.
 */
export interface Quantities {
  readonly unit: QuantityUnit;
  /** Null where it was not measured. */
  readonly middles: ByRow<number>;
  /** Of figures of several runs; the lists are empty if no row has one. */
  readonly runs: ByRow<number>;
  readonly lows: ByRow<number>;
  readonly highs: ByRow<number>;
  /** Of figures that have one. */
  readonly methods: ByRow<IntervalMethod>;
  readonly intervalLows: ByRow<number>;
  readonly intervalHighs: ByRow<number>;
  /** Figures in small print. */
  readonly small: readonly QuantityDetail[];
  /** By figure in small print, then by row. */
  readonly smallValues: readonly ByRow<number | string>[];
}

type MeasuredColumn<Row> = Pick<QuantityColumn<Row>, "name" | "unit" | "measure" | "details">;

/** By a column's name, what a table's rows have, which is most of what a large table takes and the same lists for every language. */
export type KnownQuantities = Map<string, Quantities>;

/** @param known of the same rows, which are added to */
export function quantitiesOf<Row>(
  column: MeasuredColumn<Row>,
  rows: readonly Row[],
  known: KnownQuantities = new Map(),
): Quantities {
  const own = known.get(column.name);
  if (own !== undefined) return { ...own, small: column.details, smallValues: smallInLanguage(own, column, rows) };
  const found = measuredIn(column, rows);
  known.set(column.name, found);
  return found;
}

function measuredIn<Row>({ unit, measure, details }: MeasuredColumn<Row>, rows: readonly Row[]): Quantities {
  const found = rows.map(measure);
  const short = fewDigits(rows.length);
  return {
    unit,
    middles: found.map((one) => (one === null ? null : short(middleOf(one)))),
    ...spreadsOf(found, short),
    ...intervalsOf(found, short),
    small: details,
    smallValues: details.map((_, place) =>
      found.map((one) => {
        const value = one?.details[place] ?? null;
        return typeof value === "number" ? short(value) : value;
      }),
    ),
  };
}

/** Texts are those of the column's language; lists without any are the same. */
function smallInLanguage<Row>(
  { smallValues }: Quantities,
  { measure }: MeasuredColumn<Row>,
  rows: readonly Row[],
): Quantities["smallValues"] {
  const isText = (value: number | string | null) => typeof value === "string";
  return smallValues.map((values, place) =>
    values.some(isText)
      ? values.map((value, row) => (isText(value) ? (measure(rows[row]!)?.details[place] ?? null) : value))
      : values,
  );
}

function middleOf({ value }: Quantity): number {
  return typeof value === "number" ? value : value.middle;
}

function spreadsOf(
  found: readonly (Quantity | null)[],
  short: (value: number) => number,
): Pick<Quantities, "runs" | "lows" | "highs"> {
  const spreads = found.map((one) => (one === null || typeof one.value === "number" ? null : one.value));
  if (spreads.every((one) => one === null)) return { runs: [], lows: [], highs: [] };
  return {
    runs: spreads.map((one) => one?.runs ?? null),
    lows: spreads.map((one) => (one === null ? null : short(one.low))),
    highs: spreads.map((one) => (one === null ? null : short(one.high))),
  };
}

function intervalsOf(
  found: readonly (Quantity | null)[],
  short: (value: number) => number,
): Pick<Quantities, "methods" | "intervalLows" | "intervalHighs"> {
  const intervals = found.map((one) => one?.interval ?? null);
  if (intervals.every((one) => one === null)) return { methods: [], intervalLows: [], intervalHighs: [] };
  return {
    methods: intervals.map((one) => one?.method ?? null),
    intervalLows: intervals.map((one) => (one === null ? null : short(one.low))),
    intervalHighs: intervals.map((one) => (one === null ? null : short(one.high))),
  };
}

/** What a row of the column says. */
export function quantityCell(quantities: Quantities, row: number, language: Language): TableCell {
  const middle = quantities.middles[row] ?? null;
  if (middle === null) return NOT_MEASURED;
  const cell = withRange(quantities, row, middle, language);
  const details = joinedDetails(detailsIn(quantities, row), language);
  return details === "" ? cell : { ...cell, detail: details };
}

function withRange(quantities: Quantities, row: number, middle: number, language: Language): TableCell {
  const format = UNITS[quantities.unit].bare;
  const runs = quantities.runs[row] ?? null;
  if (runs === null) return { text: format(middle), sort: middle };
  const method = quantities.methods[row] ?? null;
  const { lows, highs, intervalLows, intervalHighs } = quantities;
  const interval = method === null ? null : { low: intervalLows[row]!, high: intervalHighs[row]!, method };
  return spreadCell({ middle, low: lows[row]!, high: highs[row]!, runs }, interval, format, language);
}

function detailsIn({ small, smallValues }: Quantities, row: number): Detail[] {
  return small.map(({ label, unit, isOptional }, place) => {
    const value = smallValues[place]![row] ?? null;
    const isText = typeof value === "string" || unit === "id";
    return { label, isOptional, text: value === null ? null : isText ? String(value) : UNITS[unit].bare(value) };
  });
}
