import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { chartPicture, type DrawSvg } from "../charts/picture.ts";
import { CHARTS } from "../charts/registry.ts";
import type { Language } from "../words/language.ts";
import type { NamedChart } from "./figures.ts";

/** The charts that have something to show of a run, in the order of the page, without pictures. */
export function drawnCharts(analysis: Analysis, language: Language): NamedChart[] {
  return CHARTS.flatMap(({ draw, ...place }) => {
    const chart = draw(analysis, language);
    return chart === null ? [] : [{ ...place, chart }];
  });
}

/** What keeps charts from having their picture, each with its name. */
export function faultsOf(charts: readonly NamedChart[]): string[] {
  return charts.flatMap(({ name, fault }) => (fault === undefined ? [] : [`${name}: ${fault}`]));
}

/** The same charts, each with its picture where that is small, or with what keeps it from being drawn: a page is written without it. */
export async function withPictures(charts: readonly NamedChart[], drawSvg: DrawSvg): Promise<NamedChart[]> {
  return Promise.all(
    charts.map(async (one) => {
      try {
        const picture = await chartPicture(one.name, one.chart, one.isWide ? "wide" : "half", drawSvg);
        return picture === null ? one : { ...one, picture };
      } catch (error) {
        return { ...one, fault: (error as Error).message };
      }
    }),
  );
}
