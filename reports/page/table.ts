import { html, type Markup } from "../html.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import { type ColumnData, type DataSource, type TableData, tableData } from "./table-data.ts";

/** A table whose headings are buttons that sort it; the first column names the row. */
export function tableMarkup<Row>(source: DataSource<Row>, language: Language = "en"): Markup {
  return rowsMarkup(tableData(source), source.rows.length, language);
}

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
): Markup {
  const cells = columns.map((column, index) => cellsOf(column, index, language));
  const rows = Array.from({ length: count }, (_, row) => {
    const about = configurations[row] ?? null;
    const ofConfiguration = about === null ? null : html` data-configuration="${about}"`;
    return html`<tr class="${classes[row] ?? ""}"${ofConfiguration}>${cells.map((cell) => cell(row))}</tr>\n`;
  });
  return html`<div class="scroll" role="region" aria-labelledby="${id}-caption" tabindex="0">
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
function cellsOf(
  { kind, isMore, texts, details, titles, sorts, missing, cautions }: ColumnData,
  index: number,
  language: Language,
): (row: number) => Markup {
  const [notMeasured, doubtful] = [new Set(missing), new Set(cautions)];
  return (row) => {
    const meaning = notMeasured.has(row) ? tableWords[language].notMeasured : (titles[row] ?? "");
    const content =
      meaning === "" ? html`${texts[row] ?? ""}` : html`<span title="${meaning}">${texts[row] ?? ""}</span>`;
    const detail = details[row] ?? "";
    const small = detail === "" ? null : html`<small>${detail}</small>`;
    const value = sorts[row] ?? "";
    const classes = [kind, ...(doubtful.has(row) ? ["caution"] : []), ...(isMore ? ["more"] : [])].join(" ");
    return index === 0
      ? html`<th scope="row" data-sort="${value}">${content}${small}</th>`
      : html`<td class="${classes}" data-sort="${value}">${content}${small}</td>`;
  };
}
