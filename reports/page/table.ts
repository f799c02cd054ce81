import { html, type Markup } from "../html.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import { type ColumnData, cellTexts, type DataSource, type TableData, tableData } from "./table-data.ts";

/** A table whose headings are buttons that sort it; the first column names the row. */
export function tableMarkup<Row>(source: DataSource<Row>, language: Language = "en"): Markup {
  const count = source.rows.length;
  return rowsMarkup(tableData(source), count, language, count > MOST_IN_VIEW ? "scroll tall" : "scroll");
}

/** Rows of a table that stands in the page at its full height; a longer one is scrolled, so that what follows is not far away. */
const MOST_IN_VIEW = 30;

/** Rows of a large table that stand in the page itself, for readers without JavaScript; the page's program shows all of them. */
const WRITTEN_ROWS = 100;

/** A table that the page's program draws anew, of any number of rows. Without it, all columns are shown. */
export function dataTableMarkup(data: TableData, language: Language): Markup {
  const count = data.classes.length;
  const written = Math.min(WRITTEN_ROWS, count);
  const rest = written < count ? html`<p class="lede">${tableWords[language].firstRows(written, count)}</p>` : null;
  return html`<div data-table="${data.id}">${notesMarkup(data, language)}${rowsMarkup(data, written, language)}${rest}</div>`;
}

function notesMarkup({ notes }: TableData, language: Language): Markup | null {
  if (notes.length === 0) return null;
  return html`<ol class="notes">${notes.map(({ text, rows }) => html`<li>${tableWords[language].note(text, rows)}</li>`)}</ol>`;
}

function rowsMarkup(
  { id, caption, columns, classes, configurations }: TableData,
  count: number,
  language: Language,
  frame: "scroll" | "scroll tall" = "scroll",
): Markup {
  const cells = columns.map((column, index) => cellsOf(column, index, language));
  const rows = Array.from({ length: count }, (_, row) => {
    const about = configurations[row] ?? null;
    const ofConfiguration = about === null ? null : html` data-configuration="${about}"`;
    return html`<tr class="${classes[row] ?? ""}"${ofConfiguration}>${cells.map((cell) => cell(row))}</tr>\n`;
  });
  return html`<div class="${frame}" role="region" aria-labelledby="${id}-caption" tabindex="0">
<table id="${id}" class="sortable">
<caption id="${id}-caption"><span>${caption}</span></caption>
<thead><tr>${columns.map(heading)}</tr></thead>
<tbody>${rows}</tbody>
</table>
</div>`;
}

function heading({ title, help, kind, isMore }: ColumnData): Markup {
  return html`<th scope="col" class="${isMore ? `${kind} more` : kind}" aria-sort="none" title="${help}"><button type="button">${title}</button></th>`;
}

/** A function that gives a column's cell in a row. */
function cellsOf(column: ColumnData, index: number, language: Language): (row: number) => Markup {
  const textsOf = cellTexts(column, language);
  return (row) => {
    const { text, meaning, detail, sort, classes } = textsOf(row);
    const content = meaning === "" ? html`${text}` : html`<span title="${meaning}">${text}</span>`;
    const small = detail === "" ? null : html`<small>${detail}</small>`;
    return index === 0
      ? html`<th scope="row" data-sort="${sort}">${content}${small}</th>`
      : html`<td class="${column.isMore ? `${classes} more` : classes}" data-sort="${sort}">${content}${small}</td>`;
  };
}
