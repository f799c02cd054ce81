import { expect, test } from "vitest";
import { cellTexts, type TableData } from "../../reports/page/table-data.ts";
import { type Translation, translatedPayload } from "../../reports/page/translation.ts";
import { renderReport } from "../../reports/render.ts";
import { payloadOf, plainOf } from "./page-text.ts";
import { analysisOf, RUNS } from "./runs.ts";

const NO_ASSETS = { libraries: [], script: "", styles: "" };
/** Four words that only an English sentence has in a row. */
const ENGLISH = /[A-Za-z’]+(?:[ ,.;:]+[A-Za-z’]+){3,}/g;

/** What a reader of the Chinese page sees or is told: texts, what the pointer shows, titles in charts, cells of tables. */
function textsOf(page: string): string[] {
  const translation = payloadOf(page, "text-zh") as Translation;
  const { title, body, payloads } = translation;
  const inChinese = (id: string) => translatedPayload(id, payloadOf(page, id), translation);
  const between = [...body.matchAll(/>([^<]+)</g)].map(([, text]) => plainOf(text!));
  const shown = [...body.matchAll(/(?:title|aria-label)="([^"]*)"/g)].map(([, text]) => plainOf(text!));
  const tables = Object.keys(payloads).filter((id) => id.startsWith("table-"));
  const cells = tables.flatMap((id) => cellsOf(inChinese(id) as TableData));
  return [title, ...between, ...shown, ...cells, ...titlesIn(inChinese("charts"))];
}

function cellsOf({ caption, columns, classes }: TableData): string[] {
  const ofColumns = columns.flatMap((column) => {
    const textsIn = cellTexts(column, "zh");
    return [column.title, column.help, ...classes.map((_, row) => textsIn(row))].flatMap((one) =>
      typeof one === "string" ? [one] : [one.text, one.meaning, one.detail],
    );
  });
  return [caption, ...ofColumns];
}

function titlesIn(part: unknown, name = ""): string[] {
  if (typeof part === "string") return ["title", "description"].includes(name) ? [part] : [];
  if (typeof part !== "object" || part === null || name === "values") return [];
  return Object.entries(part).flatMap(([key, value]) => titlesIn(value, key));
}

test.each(Object.keys(RUNS))(
  "no English sentence is left in the Chinese page, but for what the data itself says: %s",
  (name) => {
    const analysis = analysisOf(name);
    const page = renderReport({ analysis, assets: NO_ASSETS });
    const data = JSON.stringify([
      analysis.plan,
      analysis.prices,
      analysis.cells,
      analysis.marks,
      [...analysis.labels.details],
    ]);
    const isOfData = (words: string) => data.includes(words) || words.includes("pricewar r");
    const left = textsOf(page)
      .flatMap((text) => text.match(ENGLISH) ?? [])
      .filter((words) => !isOfData(words));
    expect(left).toEqual([]);
  },
);
