import type { TopLevelSpec } from "vega-lite";
import { formatCount } from "../../../harness/judge/figures/format.ts";

/** What a chart is drawn from, as a table. */
export interface ChartRows {
  readonly columns: readonly { readonly title: string; readonly isNumber: boolean }[];
  /** By row and column. */
  readonly rows: readonly (readonly string[])[];
}

type Row = Readonly<Record<string, unknown>>;
type Part = Readonly<Record<string, unknown>>;

interface Column {
  readonly field: string;
  readonly title: string;
}

/** The rows of a chart's marks that answer the pointer, with what they then say; without any, those of its axes. */
export function chartRows(spec: TopLevelSpec): ChartRows {
  const units = unitsOf(spec as unknown as Part, [], {});
  const answering = units.filter(({ encoding }) => columnsIn(encoding.tooltip).length > 0);
  const [first] = answering.length > 0 ? answering : units;
  if (first === undefined) return { columns: [], rows: [] };
  const alike = (answering.length > 0 ? answering : units).filter(({ values }) => values === first.values);
  const fields = alike.flatMap(({ encoding }) => columnsIn(answering.length > 0 ? encoding.tooltip : axesOf(encoding)));
  const columns = fields.filter(({ field }, index) => fields.findIndex((other) => other.field === field) === index);
  return {
    columns: columns.map(({ field, title }) => ({
      title,
      isNumber: first.values.every((row) => row[field] == null || typeof row[field] === "number"),
    })),
    rows: first.values.map((row) => columns.map(({ field }) => textOf(row[field]))),
  };
}

interface Unit {
  readonly values: readonly Row[];
  readonly encoding: Part;
}

/** Marks with the data and the encodings that they inherit. */
function unitsOf(part: Part, inherited: readonly Row[], around: Part): Unit[] {
  const data = part.data as { readonly values?: readonly Row[] } | undefined;
  const values = data?.values ?? inherited;
  const encoding = { ...around, ...(part.encoding as Part | undefined) };
  const layer = part.layer as readonly Part[] | undefined;
  return layer === undefined ? [{ values, encoding }] : layer.flatMap((one) => unitsOf(one, values, encoding));
}

function axesOf({ x, y }: Part): readonly unknown[] {
  return [y, x];
}

function columnsIn(encodings: unknown): Column[] {
  if (!Array.isArray(encodings)) return [];
  return (encodings as readonly (Partial<Column> | undefined)[]).flatMap((one) =>
    one?.field === undefined || one.title === undefined ? [] : [{ field: one.field, title: one.title }],
  );
}

const fourDigits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });

function textOf(value: unknown): string {
  if (typeof value !== "number") return value == null ? "—" : String(value);
  return Number.isInteger(value) ? formatCount(value) : fourDigits.format(value);
}
