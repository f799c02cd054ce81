import type { Analysis } from "../harness/analysis/analysis.ts";
import type { CheckResult } from "../harness/regression/check-result.ts";
import { CHARTS } from "./charts/registry.ts";
import { checkCharts, checkSection } from "./check/section.ts";
import { html, inlineScript, type Markup } from "./html.ts";
import type { PageAssets } from "./libraries.io.ts";
import { answerSection } from "./page/answer.ts";
import { configurationsTable } from "./page/configurations.ts";
import { chartData, chartSection, type NamedChart } from "./page/figures.ts";
import { followedSection } from "./page/followed.ts";
import { methodSection } from "./page/method.ts";
import { environmentSection, priceSection } from "./page/provenance.ts";
import { runsTable } from "./page/runs.ts";
import { warningSection } from "./page/warnings.ts";

/** Nothing may be fetched from anywhere, and no text may become code: scripts and styles are those in the page. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export interface ReportInput {
  /** Holds the plan and the records that count. */
  readonly analysis: Analysis;
  readonly assets: PageAssets;
  /** The regression check that this run belongs to, where there was one. */
  readonly check?: CheckResult | null;
}

/** The whole report as one HTML file that needs no other. Equal input gives equal text. */
export function renderReport({ analysis, assets, check = null }: ReportInput): string {
  const charts = drawCharts(analysis);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${analysis.plan.name}: price and performance</title>
<style>${{ markup: assets.styles }}</style>
</head>
<body>
<main>
${answerSection(analysis)}
${warningSection(analysis.warnings)}
${check === null ? null : checkSection(check)}
${chartSection(charts)}
<section>
<h2>All configurations</h2>
${configurationsTable(analysis)}
</section>
${followedSection(analysis)}
<section>
<h2>All runs</h2>
${runsTable(analysis)}
</section>
${methodSection(analysis)}
${priceSection(analysis)}
${environmentSection(analysis)}
</main>
${chartData(check === null ? charts : [...charts, ...checkCharts(check)])}
${[...assets.libraries, assets.script].map(scriptMarkup)}
</body>
</html>
`;
  return page.markup;
}

function drawCharts(analysis: Analysis): NamedChart[] {
  return CHARTS.flatMap(({ name, draw }) => {
    const chart = draw(analysis);
    return chart === null ? [] : [{ name, chart }];
  });
}

function scriptMarkup(code: string): Markup {
  return html`<script>${inlineScript(code)}</script>\n`;
}
