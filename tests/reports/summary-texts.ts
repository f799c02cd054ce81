import * as summary from "../../reports/summary.ts";

/** summary.json as one text. */
export function summaryJson(...asked: Parameters<typeof summary.summaryJson>): string {
  return [...summary.summaryJson(...asked)].join("");
}

/** summary.csv as one text. */
export function summaryCsv(...asked: Parameters<typeof summary.summaryCsv>): string {
  return [...summary.summaryCsv(...asked)].join("");
}
