import { render } from "preact";
import type { TopLevelSpec } from "vega-lite";
import type { ExploreWords } from "../../words/explore.ts";
import { chartRows } from "./chart-rows.ts";

/** A table of what a chart is drawn from, below it, which is made when a reader opens it. */
export interface ChartData {
  /** To be called when the chart shows something else. */
  follow(): void;
}

/** More rows would keep the reader waiting. */
const MOST_ROWS = 1000;

/** @param specNow of what the chart shows or, before it is drawn, is to show; null for nothing */
export function showData(place: HTMLElement, words: ExploreWords, specNow: () => TopLevelSpec | null): ChartData {
  const details = document.createElement("details");
  details.className = "data";
  const summary = document.createElement("summary");
  const content = document.createElement("div");
  const figure = place.closest("figure")!;
  const titleNow = () => figure.querySelector("figcaption :is(h2, h3)")?.textContent ?? "";
  summary.textContent = words.data;
  summary.setAttribute("aria-label", words.dataOf(titleNow()));
  details.append(summary, content);
  figure.append(details);
  const show = () => {
    const spec = details.open ? specNow() : null;
    if (spec !== null) render(<DataRows spec={spec} title={titleNow()} words={words} />, content);
  };
  details.addEventListener("toggle", show);
  return {
    follow() {
      summary.setAttribute("aria-label", words.dataOf(titleNow()));
      show();
    },
  };
}

function DataRows({
  spec,
  title,
  words,
}: {
  readonly spec: TopLevelSpec;
  readonly title: string;
  readonly words: ExploreWords;
}) {
  const { columns, rows } = chartRows(spec);
  const shown = rows.slice(0, MOST_ROWS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="scroll" aria-label={words.dataOf(title)} tabIndex={0}>
      <table>
        <caption>
          <span>{shown.length < rows.length ? words.rowsShown(shown.length, rows.length) : words.dataOf(title)}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" class={column.isNumber ? "number" : "text"}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, place) => (
            <tr key={place}>
              {row.map((text, column) => {
                const { title: heading, isNumber } = columns[column]!;
                return column === 0 ? (
                  <th key={heading} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={heading} class={isNumber ? "number" : "text"}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
