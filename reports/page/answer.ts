import type { Spread } from "../../harness/base/statistics/summaries.ts";
import type { Analysis, ConfigurationResult, Figures } from "../../harness/judge/analysis/analysis.ts";
import {
  formatBytes,
  formatMs,
  formatNumber,
  formatPoints,
  formatShare,
  formatUsd,
  plural,
} from "../../harness/judge/figures/format.ts";
import { html, type Markup, sentenceMarkup } from "../html.ts";
import { answerSentences } from "../words/answer.ts";
import { theBaseline } from "../words/labels.ts";

/** One figure in large print: of the winner, with the baseline's under it. */
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
  const state = counts.ok === plan.cells.length ? "all finished" : `${counts.ok} finished`;
  return html`<header>
<p class="eyebrow">pricewar <span aria-hidden="true">/</span> ${plan.name}</p>
<h1>Which configuration is the cheapest that is accurate enough?</h1>
<p class="answer">${sentenceMarkup(answerSentences(analysis))}</p>
<p class="scope">${trained}; ${state}.</p>
${keyFigures(analysis)}
</header>`;
}

function keyFigures({ configurations, answer, labels }: Analysis): Markup {
  const winner = configurations.find(({ id }) => id === answer.winner);
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  if (winner === undefined || winner.figures === null) return html``;
  const figures = figuresOf(winner, winner.figures, baseline?.figures ?? null);
  return html`<p class="of">Key figures of <strong>${winner.label}</strong>${baseline === undefined || baseline === winner ? "" : `, and of ${theBaseline(baseline.label, labels)}`}</p>
<dl class="key">${figures.map(({ name, value, note }) => html`<div><dt>${name}</dt><dd>${value}</dd><dd class="note">${note}</dd></div>`)}</dl>`;
}

function figuresOf(winner: ConfigurationResult, figures: Figures, baseline: Figures | null): KeyFigure[] {
  const isBaseline = winner.isBaseline;
  const against = (read: (figures: Figures) => Spread | null, format: (value: number) => string): string => {
    const other = baseline === null || isBaseline ? null : read(baseline);
    return other === null ? "" : `baseline ${format(other.middle)}`;
  };
  const tile = (
    name: string,
    read: (figures: Figures) => Spread | null,
    format: (value: number) => string,
  ): KeyFigure => {
    const own = read(figures);
    return { name, value: own === null ? "—" : format(own.middle), note: against(read, format) };
  };
  return [
    tile("per million texts", (one) => one.usdPerMillionTexts, formatUsd),
    { ...tile("test accuracy", (one) => one.testAccuracy, formatShare), ...accuracyNote(winner, against) },
    tile("model file", (one) => one.modelBytes, formatBytes),
    tile("median latency", (one) => one.p50Ms, formatMs),
    tile("texts per second", (one) => one.textsPerSecond, formatNumber),
    {
      ...tile("training time", (one) => one.trainWallMs, formatMs),
      note: trainingNote(figures, isBaseline ? null : baseline),
    },
  ];
}

/** What the figure leaves out: a student's teachers. */
function trainingNote({ teacherWallMs }: Figures, baseline: Figures | null): string {
  const teachers = (spread: Spread | null) => (spread === null ? "" : `+ ${formatMs(spread.middle)} of teachers`);
  const other = baseline && `baseline ${formatMs(baseline.trainWallMs.middle)} ${teachers(baseline.teacherWallMs)}`;
  return [teachers(teacherWallMs), other?.trim() ?? ""].filter((note) => note !== "").join("; ");
}

/** The difference with its interval says more than the baseline's accuracy; that stands in where there is none. */
function accuracyNote(
  { versusBaseline }: ConfigurationResult,
  against: (read: (figures: Figures) => Spread | null, format: (value: number) => string) => string,
): Pick<KeyFigure, "note"> {
  if (versusBaseline === null) return { note: against((one) => one.testAccuracy, formatShare) };
  const { difference, interval } = versusBaseline;
  return {
    note: `${formatPoints(difference)} points (${formatPoints(interval.low)} to ${formatPoints(interval.high)})`,
  };
}
