import type { ScatterData } from "../charts/scatter-data.ts";
import type { Markup } from "../html.ts";
import { chartSpecs, type NamedChart } from "./figures.ts";
import type { Selectable } from "./selectable.ts";
import { type ColumnData, isWritten, type QuantityData, type TableData, type WrittenData } from "./table-data.ts";

/** What of a page is in one language. */
export interface PageText {
  readonly title: string;
  readonly body: Markup;
  /** The charts that the body has placeholders for. */
  readonly charts: readonly NamedChart[];
  /** The tables that the body has in part, for the page's program. */
  readonly tables: readonly TableData[];
  /** What the page's program chooses configurations by; null on a page that is about none. */
  readonly selectable: Selectable | null;
  /** What the page's program draws the scatter plot from, of any two figures; null on a page without one. */
  readonly scatter: ScatterData | null;
}

/** The text of a page in another language than that of its markup, for the page's program. */
export interface Translation {
  readonly title: string;
  /** Markup. */
  readonly body: string;
  readonly charts: Readonly<Record<string, object>>;
  readonly tables: readonly TableTranslation[];
  readonly selectable: Selectable | null;
  readonly scatter: ScatterTranslation | null;
}

/** A table as far as it is another than the one it translates. */
export type TableTranslation = Partial<Omit<TableData, "id" | "columns">> & {
  readonly id: string;
  readonly columns: readonly ColumnTranslation[];
};

/** A column of either kind: both have none of a name that means another thing in the other. */
type ColumnTranslation = Partial<Omit<WrittenData, "kind">> & Partial<Omit<QuantityData, "kind">>;

/** Data of the scatter plot as far as they are other than those they translate. */
export type ScatterTranslation = Partial<Omit<ScatterData, "configurations" | "figures">> & {
  readonly configurations: readonly Partial<ScatterData["configurations"][number]>[];
  readonly figures: readonly Partial<ScatterData["figures"][number]>[];
};

/** @param isOwn whether a chart is drawn from its spec */
export function translationOf(text: PageText, original: PageText, isOwn: (chart: NamedChart) => boolean): Translation {
  return {
    title: text.title,
    body: text.body.markup,
    charts: chartSpecs(text.charts.filter(isOwn)),
    tables: text.tables.map((table, index) => tableTranslation(table, original.tables[index]!)),
    selectable: text.selectable,
    scatter:
      text.scatter === null || original.scatter === null ? null : scatterTranslation(text.scatter, original.scatter),
  };
}

/** Most of a table's cells are numbers, which are the same in every language. */
export function tableTranslation(table: TableData, original: TableData): TableTranslation {
  const { columns, ...rest } = table;
  return {
    ...differing(rest, original),
    id: table.id,
    columns: columns.map((column, index) => differing(column, original.columns[index]!)),
  };
}

/** Figures are most of a scatter plot's data. */
export function scatterTranslation(scatter: ScatterData, original: ScatterData): ScatterTranslation {
  const { configurations, figures, ...rest } = scatter;
  return {
    ...differing(rest, original),
    configurations: configurations.map((one, index) => differing(one, original.configurations[index]!)),
    figures: figures.map((figure, index) => differing(figure, original.figures[index]!)),
  };
}

/** The fields that have another value. */
function differing<T extends object>(one: T, original: Partial<T>): Partial<T> {
  const isOther = ([name, value]: [string, unknown]) => !areAlike(value, original[name as keyof T]);
  return Object.fromEntries(Object.entries(one).filter(isOther)) as Partial<T>;
}

/** Whether two values are the same JSON. */
function areAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other)) return JSON.stringify(one) === JSON.stringify(other);
  return one.length === other.length && one.every((value, index) => areAlike(value, other[index]));
}

export function translatedTable(original: TableData, translation: TableTranslation): TableData {
  return {
    ...original,
    ...translation,
    columns: original.columns.map((column, index) => translatedColumn(column, translation.columns[index])),
  };
}

function translatedColumn(original: ColumnData, translation: ColumnTranslation | undefined): ColumnData {
  return isWritten(original) ? { ...original, ...translation } : { ...original, ...translation };
}

export function translatedScatter(original: ScatterData, translation: ScatterTranslation): ScatterData {
  return {
    ...original,
    ...translation,
    configurations: original.configurations.map((one, index) => ({ ...one, ...translation.configurations[index] })),
    figures: original.figures.map((figure, index) => ({ ...figure, ...translation.figures[index] })),
  };
}
