import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import type { CheckResult } from "../harness/judge/check/check-result.ts";
import { EMPTY_SHEET, type MarketSheet } from "../harness/judge/pricing/war/entrant.ts";
import type { ChartSection } from "./charts/chart.ts";
import { roundedScatter, scatterData } from "./charts/pareto-data.ts";
import { checkCharts, checkSection } from "./check/section.ts";
import { html } from "./html.ts";
import type { PageAssets } from "./libraries.io.ts";
import { answerSection } from "./page/answer.ts";
import { classSection } from "./page/classes.ts";
import { complianceSection } from "./page/compliance.ts";
import { configurationsTable } from "./page/configurations.ts";
import { contentsSection } from "./page/contents.ts";
import { drawnCharts } from "./page/drawn-charts.ts";
import { figuresSection, filteredSection, type NamedChart } from "./page/figures.ts";
import { followedSection } from "./page/followed.ts";
import { jointSection } from "./page/joint.ts";
import { leverSection } from "./page/levers.ts";
import { markSection } from "./page/marks.ts";
import { methodSection } from "./page/method.ts";
import { modelSection } from "./page/model.ts";
import { warPayload, warSection } from "./page/price-war.ts";
import { projectionSection } from "./page/projection.ts";
import { environmentSection } from "./page/provenance.ts";
import type { KnownQuantities } from "./page/quantities.ts";
import { recordsMarkup, settingsMarkup } from "./page/records.ts";
import { runsTable } from "./page/runs.ts";
import { selectable } from "./page/selectable.ts";
import { severalMachinesSection } from "./page/several-machines.ts";
import { pageMarkup } from "./page/shell.ts";
import { sourceSection } from "./page/sources.ts";
import { dataTableMarkup } from "./page/table.ts";
import { toAccuracySection } from "./page/to-accuracy.ts";
import type { PageText } from "./page/translation.ts";
import { warningSection } from "./page/warnings.ts";
import { configurationTableWords } from "./words/configuration-table.ts";
import type { Language } from "./words/language.ts";
import { reportWords } from "./words/report.ts";
import { runTableWords } from "./words/run-table.ts";

import type { ModelPlace } from "./words/use-model.ts";

export interface ReportInput {
  /** The analysis, with the plan and the records that count. */
  readonly analysis: Analysis;
  readonly assets: PageAssets;
  /** The analysis' charts in English, if they are drawn already, such as with pictures. */
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
  charts,
  check = null,
  models = [],
  sheet = EMPTY_SHEET,
}: ReportInput): string {
  const known = { configurations: new Map(), runs: new Map() };
  const parts = { analysis, check, models, sheet, known };
  return pageMarkup({
    text: reportText(parts, charts ?? drawnCharts(analysis, "en"), "en"),
    translations: { zh: reportText(parts, drawnCharts(analysis, "zh"), "zh") },
    payloads: [warPayload(analysis, sheet) ?? html``, recordsMarkup(analysis), settingsMarkup(analysis)],
    assets,
  });
}

/** The chart that the page begins with, and that chooses what the others show. */
const FIRST = "pareto";

interface ReportParts extends Required<Pick<ReportInput, "analysis" | "check" | "models" | "sheet">> {
  /** What the tables have in a language that was written before. */
  readonly known: { readonly configurations: KnownQuantities; readonly runs: KnownQuantities };
}

function reportText(
  { analysis, check, models, sheet, known }: ReportParts,
  charts: readonly NamedChart[],
  language: Language,
): PageText {
  const scatter = scatterData(analysis, language);
  const configurations = configurationsTable(analysis, language, known.configurations);
  const runs = runsTable(analysis, language, known.runs);
  const ofSection = (section: ChartSection | undefined) => charts.filter((chart) => chart.section === section);
  const plain = ofSection(undefined);
  const words = reportWords(language);
  const parts = html`${filteredSection(
    plain.filter(({ name }) => name === FIRST),
    language,
  )}
${warSection(analysis, sheet, language)}
${figuresSection(
  plain.filter(({ name }) => name !== FIRST),
  language,
)}
${leverSection(analysis, ofSection("levers"), language)}
${classSection(analysis, ofSection("classes"), language)}
${toAccuracySection(analysis, ofSection("to-accuracy"), language)}
${severalMachinesSection(analysis, language)}
${projectionSection(analysis, ofSection("larger-models"), language)}
${jointSection(analysis, language)}
${followedSection(analysis, language)}
<section id="all-configurations">
<h2>${configurationTableWords[language].title}</h2>
${dataTableMarkup(configurations, language)}
</section>
${markSection(analysis, language)}
<section id="cells" data-testid="cells">
<h2>${runTableWords[language].title}</h2>
${dataTableMarkup(runs, language)}
</section>
${modelSection(models, language)}
${methodSection(analysis, language)}
${sourceSection(analysis, language)}
${complianceSection(analysis, language)}
${environmentSection(analysis, language)}`;
  return {
    title: words.title(analysis.plan.name),
    body: html`${answerSection(analysis, language, sheet)}
${contentsSection(parts, language)}
${warningSection(analysis.warnings, language)}
${check === null ? null : checkSection(check, language)}
${parts}`,
    charts: check === null ? charts : [...charts, ...checkCharts(check, language)],
    tables: [configurations, runs],
    selectable: selectable(analysis, language),
    scatter: scatter === null ? null : roundedScatter(scatter),
  };
}
