import { html, type Markup } from "../html.ts";

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

export interface Column<Row> {
  readonly title: string;
  /** Shown when the pointer is over the heading. */
  readonly help: string;
  /** Numbers are right-aligned. */
  readonly kind: "text" | "number";
  read(row: Row): TableCell;
  /** Whether it says anything in a table of these rows; it does if left out. */
  isNeeded?(rows: readonly Row[]): boolean;
}

export const NOT_MEASURED: TableCell = { text: "—", sort: null, isMissing: true };

export interface SortableTable<Row> {
  readonly id: string;
  /** Shown above the table, and its accessible name. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Class names of a row, such as the winner's. */
  rowClass(row: Row): string;
}

/** A table whose headings are buttons that sort it; the first column names the row. */
export function tableMarkup<Row>(table: SortableTable<Row>): Markup {
  const { id, caption, rows, rowClass } = table;
  const columns = table.columns.filter(({ isNeeded }) => isNeeded === undefined || isNeeded(rows));
  return html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
<table id="${id}" class="sortable">
<caption id="${id}-caption"><span>${caption}</span></caption>
<thead><tr>${columns.map(heading)}</tr></thead>
<tbody>${rows.map((row) => html`<tr class="${rowClass(row)}">${columns.map((column, index) => cell(column, row, index))}</tr>\n`)}</tbody>
</table>
</div>`;
}

function heading<Row>({ title, help, kind }: Column<Row>): Markup {
  return html`<th scope="col" class="${kind}" aria-sort="none" title="${help}"><button type="button">${title}</button></th>`;
}

function cell<Row>(column: Column<Row>, row: Row, index: number): Markup {
  const { text, detail, title = "", isMissing, isCaution, sort } = column.read(row);
  const meaning = isMissing === true ? "not measured" : title;
  const content = meaning === "" ? html`${text}` : html`<span title="${meaning}">${text}</span>`;
  const small = detail === undefined ? null : html`<small>${detail}</small>`;
  const value = sort === null ? "" : sort;
  return index === 0
    ? html`<th scope="row" data-sort="${value}">${content}${small}</th>`
    : html`<td class="${isCaution === true ? `${column.kind} caution` : column.kind}" data-sort="${value}">${content}${small}</td>`;
}
