import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import type { CheckResult } from "../harness/judge/check/check-result.ts";
import { EMPTY_SHEET, type MarketSheet } from "../harness/judge/pricing/war/entrant.ts";
import { roundedScatter, scatterData } from "./charts/pareto-data.ts";
import { checkCharts, checkSection } from "./check/section.ts";
import { html } from "./html.ts";
import type { PageAssets } from "./libraries.io.ts";
import { answerSection } from "./page/answer.ts";
import { classSection } from "./page/classes.ts";
import { configurationsTable } from "./page/configurations.ts";
import { drawnCharts } from "./page/drawn-charts.ts";
import { chartSection, type NamedChart } from "./page/figures.ts";
import { followedSection } from "./page/followed.ts";
import { leverSection } from "./page/levers.ts";
import { markSection } from "./page/marks.ts";
import { methodSection } from "./page/method.ts";
import { modelSection } from "./page/model.ts";
import { warSection } from "./page/price-war.ts";
import { environmentSection } from "./page/provenance.ts";
import { recordsMarkup } from "./page/records.ts";
import { runsTable } from "./page/runs.ts";
import { selectable } from "./page/selectable.ts";
import { pageMarkup } from "./page/shell.ts";
import { sourceSection } from "./page/sources.ts";
import { dataTableMarkup } from "./page/table.ts";
import { toAccuracySection } from "./page/to-accuracy.ts";
import { warningSection } from "./page/warnings.ts";
import { configurationTableWords } from "./words/configuration-table.ts";
import type { Language } from "./words/language.ts";
import { runTableWords } from "./words/run-table.ts";
import type { ModelPlace } from "./words/use-model.ts";

/** Of what stands in the page before its program runs. */
export const LANGUAGE: Language = "en";

export interface ReportInput {
  /** The analysis, with the plan and the records that count. */
  readonly analysis: Analysis;
  readonly assets: PageAssets;
  /** The analysis' charts, if they are drawn already, such as with pictures. */
  readonly charts?: readonly NamedChart[];
  /** The regression check of this run, if there is one. */
  readonly check?: CheckResult | null;
  /** The models of the answers that the run folder holds. */
  readonly models?: readonly ModelPlace[];
  /** What the price war can be fought at, beside the offers of the runs. */
  readonly sheet?: MarketSheet;
}

/** The whole report as one self-contained HTML file. Equal input gives equal text. */
export function renderReport({
  analysis,
  assets,
  charts = drawnCharts(analysis, LANGUAGE),
  check = null,
  models = [],
  sheet = EMPTY_SHEET,
}: ReportInput): string {
  const scatter = scatterData(analysis);
  const language = LANGUAGE;
  const configurations = configurationsTable(analysis, language);
  const runs = runsTable(language, analysis);
  return pageMarkup({
    title: `${analysis.plan.name}: price and performance`,
    body: html`${answerSection(analysis, language)}
${modelSection(models, language)}
${warningSection(analysis.warnings, language)}
${check === null ? null : checkSection(check)}
${chartSection(
  charts.filter(({ section }) => section === undefined),
  language,
)}
<section>
<h2>${configurationTableWords[language].title}</h2>
${dataTableMarkup(language, configurations)}
</section>
${warSection(analysis, sheet, language)}
${markSection(analysis, language)}
${leverSection(
  analysis,
  charts.filter(({ section }) => section === "levers"),
  language,
)}
${classSection(
  analysis,
  charts.filter(({ section }) => section === "classes"),
  language,
)}
${toAccuracySection(
  analysis,
  charts.filter(({ section }) => section === "to-accuracy"),
  language,
)}
${followedSection(analysis, language)}
<section data-testid="cells">
<h2>${runTableWords[language].title}</h2>
${dataTableMarkup(language, runs)}
</section>
${methodSection(analysis, language)}
${sourceSection(analysis, language)}
${environmentSection(language, analysis)}`,
    charts: check === null ? charts : [...charts, ...checkCharts(check)],
    tables: [configurations, runs],
    selectable: selectable(analysis, language),
    ...(scatter === null ? {} : { scatter: roundedScatter(scatter) }),
    records: recordsMarkup(analysis),
    assets,
  });
}
