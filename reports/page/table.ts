import { html, type Markup } from "../html.ts";

/** What one table cell shows and how it sorts. */
export interface TableCell {
  readonly text: string;
  /** Smaller print under the text, such as a range. */
  readonly detail?: string;
  /** Not measured; `text` is then a dash. */
  readonly isMissing?: boolean;
  /** Stands out as a cause for doubt. */
  readonly isCaution?: boolean;
  /** Null sorts last, whichever way. */
  readonly sort: number | string | null;
}

export interface Column<Row> {
  readonly title: string;
  /** Shown when the pointer rests on the heading. */
  readonly help: string;
  /** Numbers stand to the right. */
  readonly kind: "text" | "number";
  read(row: Row): TableCell;
}

export const NOT_MEASURED: TableCell = { text: "—", sort: null, isMissing: true };

export interface SortableTable<Row> {
  readonly id: string;
  /** Read out with the table. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Class names of a row, such as the winner's. */
  rowClass(row: Row): string;
}

/** A table whose headings are buttons that sort it; the first column names the row. */
export function tableMarkup<Row>({ id, caption, columns, rows, rowClass }: SortableTable<Row>): Markup {
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
  const { text, detail, isMissing, isCaution, sort } = column.read(row);
  const shown = isMissing === true ? html`<span title="not measured">${text}</span>` : html`${text}`;
  const small = detail === undefined ? null : html`<small>${detail}</small>`;
  const value = sort === null ? "" : sort;
  return index === 0
    ? html`<th scope="row" data-sort="${value}">${shown}${small}</th>`
    : html`<td class="${isCaution === true ? `${column.kind} caution` : column.kind}" data-sort="${value}">${shown}${small}</td>`;
}
