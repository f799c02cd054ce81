import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import { isByScenario } from "../../harness/judge/analysis/condition.ts";
import { type AnalysisWithin, byCondition } from "../../harness/judge/analysis/within-condition.ts";
import { accuracy } from "../../harness/judge/figures/catalogue/accuracy.ts";
import type { Figure } from "../../harness/judge/figures/figure.ts";
import { type Figures, pooledFigure, RECORD_FIGURES } from "../../harness/judge/figures/figures.ts";
import { formatPoints, formatPointsRange, plural } from "../../harness/judge/figures/format.ts";
import { UNITS } from "../../harness/judge/figures/units.ts";
import { html, type Markup, sentenceMarkup } from "../html.ts";
import { answersIn } from "../words/answer.ts";
import { majorityLines } from "../words/class-names.ts";
import { answerNoun, conditionName } from "../words/conditions.ts";
import { detailsText, valueText } from "../words/figures.ts";
import { intervalText } from "../words/interval.ts";
import { theBaseline } from "../words/labels.ts";
import { pricesText } from "../words/prices.ts";
import type { AnswerParts } from "../words/sentence.ts";

/** A tile: one figure of the winner in large print, with the baseline's below it. */
interface KeyFigure {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** The name of the matrix, the answer in words and the figures behind it. */
export function answerSection(analysis: Analysis): Markup {
  const { plan, configurations, counts } = analysis;
  const datasets = plan.datasets.map(({ spec }) => spec).join(", ");
  const trained = `${plural(configurations.length, "configuration")}, ${plural(plan.cells.length, "run")} on ${datasets}`;
  const single = byCondition(analysis);
  const state = counts.ok === plan.cells.length ? "all finished" : `${counts.ok} finished`;
  return html`<header>
<p class="eyebrow">pricewar <span aria-hidden="true">/</span> ${plan.name}</p>
<h1>What is the cheapest configuration that is accurate enough${eachText(analysis)}?</h1>
${answersIn(analysis).map(answerMarkup)}
<p class="scope">${trained}; ${state}.</p>
${[...majorityLines(analysis), ...pricesText(analysis.prices)].map((line) => html`<p class="scope">${line}</p>`)}
${single.map(keyFigures)}
</header>`;
}

/** ", in each scenario", ", for each number of training rows"; empty where one answer is for all. */
function eachText({ answer }: Analysis): string {
  const noun = answerNoun(answer);
  if (answer.kind !== "by-condition" || noun === null) return "";
  return `, ${isByScenario(answer.conditions) ? "in" : "for"} each ${noun}`;
}

function answerMarkup({ headline, grounds }: AnswerParts): Markup {
  return html`<p class="answer">${sentenceMarkup(headline)}</p>
${grounds.length === 0 ? html`` : html`<p class="grounds">${sentenceMarkup(grounds)}</p>`}`;
}

function keyFigures({ condition, analysis: { configurations, answer, labels } }: AnalysisWithin): Markup {
  const winner = configurations.find(({ id }) => id === answer.winner);
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  if (winner === undefined || winner.figures === null) return html``;
  const tiles = tilesOf(winner, winner.figures, baseline?.figures ?? null);
  return html`<p class="of">${condition === null ? null : `${conditionName(condition)}: `}Key figures of <strong>${winner.label}</strong>${baseline === undefined || baseline === winner ? "" : `, and of ${theBaseline(baseline.label, labels)}`}; ranges are 95 % intervals</p>
<dl class="key">${tiles.map(({ name, value, note }) => html`<div><dt>${name}</dt><dd>${value}</dd><dd class="note">${note}</dd></div>`)}</dl>`;
}

/** The catalogue's key figures, each with the baseline's. */
function tilesOf(winner: ConfigurationResult, figures: Figures, baseline: Figures | null): KeyFigure[] {
  const reference = winner.isBaseline ? null : baseline;
  return RECORD_FIGURES.flatMap((figure): KeyFigure[] => {
    if (figure.tile === undefined) return [];
    const value = valueText(figure, pooledFigure(figures, figure));
    const notes = [
      intervalNote(figure, winner, figures),
      asideOf(figure, figures),
      comparisonText(figure, winner, reference),
    ];
    return [{ name: figure.tile, value, note: notes.filter((note) => note !== "").join("; ") }];
  });
}

/** "86.1 – 87.9 %"; empty without an interval, and where it is as narrow as the figure is printed. */
function intervalNote(figure: Figure, { intervals }: ConfigurationResult, figures: Figures): string {
  const interval = intervals.get(figure.name);
  const value = pooledFigure(figures, figure);
  if (interval === undefined || value === null || typeof value !== "object" || figure.unit === "id") return "";
  return intervalText(value, interval, UNITS[figure.unit].bare);
}

/** Related figures that only some configurations have, such as the time of a student's teachers. */
function asideOf({ details = [], ...figure }: Figure, figures: Figures): string {
  const optional = details.filter(({ detail }) => detail?.isOptional);
  return detailsText({ ...figure, details: optional }, (one) => pooledFigure(figures, one));
}

/** For accuracy, the paired difference from the baseline with its interval; otherwise the baseline's figure. */
function comparisonText(figure: Figure, { versusBaseline }: ConfigurationResult, baseline: Figures | null): string {
  if (figure.name === accuracy.name && versusBaseline !== null) {
    const { difference, interval } = versusBaseline;
    return `vs baseline: ${formatPoints(difference)} points (${formatPointsRange(interval)})`;
  }
  const value = baseline === null ? null : pooledFigure(baseline, figure);
  if (baseline === null || value === null) return "";
  const aside = asideOf(figure, baseline);
  return `baseline ${valueText(figure, value)}${aside === "" ? "" : ` (${aside})`}`;
}
