import { formatCount } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import { type ColumnData, type DataSource, type TableData, tableData } from "./table-data.ts";

/** A table whose headings are buttons that sort it; the first column names the row. */
export function tableMarkup<Row>(source: DataSource<Row>): Markup {
  return rowsMarkup(tableData(source), source.rows.length);
}

/** Rows of a large table that stand in the page itself, for readers without JavaScript; the page's program shows all of them. */
const WRITTEN_ROWS = 100;

/** A table that the page's program draws anew, of any number of rows. */
export function dataTableMarkup(data: TableData): Markup {
  const count = data.classes.length;
  const written = Math.min(WRITTEN_ROWS, count);
  const rest =
    written < count
      ? html`<p class="lede">The first ${written} of ${formatCount(count)} rows; summary.csv has all of them.</p>`
      : null;
  return html`<div data-table="${data.id}">${rowsMarkup(data, written)}${rest}</div>`;
}

function rowsMarkup({ id, caption, columns, classes, configurations }: TableData, count: number): Markup {
  const rows = Array.from({ length: count }, (_, row) => {
    const about = configurations[row] ?? null;
    const ofConfiguration = about === null ? null : html` data-configuration="${about}"`;
    return html`<tr class="${classes[row] ?? ""}"${ofConfiguration}>${columns.map((column, index) => cell(column, row, index))}</tr>\n`;
  });
  return html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
<table id="${id}" class="sortable">
<caption id="${id}-caption"><span>${caption}</span></caption>
<thead><tr>${columns.map(heading)}</tr></thead>
<tbody>${rows}</tbody>
</table>
</div>`;
}

function heading({ title, help, kind }: ColumnData): Markup {
  return html`<th scope="col" class="${kind}" aria-sort="none" title="${help}"><button type="button">${title}</button></th>`;
}

function cell(
  { kind, texts, details, titles, sorts, missing, cautions }: ColumnData,
  row: number,
  index: number,
): Markup {
  const meaning = missing.includes(row) ? "not measured" : (titles[row] ?? "");
  const content =
    meaning === "" ? html`${texts[row] ?? ""}` : html`<span title="${meaning}">${texts[row] ?? ""}</span>`;
  const detail = details[row] ?? "";
  const small = detail === "" ? null : html`<small>${detail}</small>`;
  const value = sorts[row] ?? "";
  return index === 0
    ? html`<th scope="row" data-sort="${value}">${content}${small}</th>`
    : html`<td class="${cautions.includes(row) ? `${kind} caution` : kind}" data-sort="${value}">${content}${small}</td>`;
}
