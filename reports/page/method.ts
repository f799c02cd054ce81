import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type { Figure } from "../../harness/judge/figures/figure.ts";
import { pooledFigure } from "../../harness/judge/figures/figures.ts";
import { html, type Markup } from "../html.ts";
import { figureHelp, figureMethod, figureTitle } from "../words/figures/texts.ts";
import { floorText } from "../words/floor.ts";
import type { Language } from "../words/language.ts";
import { methodWords, type TermDefinition } from "../words/method.ts";
import { precisionText } from "../words/precision.ts";
import { arrivalsText } from "../words/scenarios.ts";
import { figuresIn } from "./figure-columns.ts";

/** What the figures mean. */
export function methodSection(analysis: Analysis, language: Language = "en"): Markup {
  const { precision } = analysis;
  return html`<section id="method">
<h2>${methodWords[language].title}</h2>
<p class="lede">${selectionText(analysis, language)}</p>
${
  precision?.isReached
    ? html`<p>${precisionText(precision, language)}</p>
`
    : ""
}<dl class="definitions">${definitionsFor(analysis, language).map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>
</section>`;
}

function selectionText({ floors, plan }: Analysis, language: Language): string {
  const { selection, selectedOn, space } = methodWords[language];
  const rows = floors[0]?.selectedOn ?? "test";
  return [selection(floorText(floors, language), plan.seeds.length), selectedOn[rows]].join(space);
}

function definitionsFor(analysis: Analysis, language: Language): readonly TermDefinition[] {
  const words = methodWords[language];
  return [
    words.runs,
    words.dollars(arrivalsText(analysis.plan, language)),
    ...figureDefinitions(analysis, language),
    words.intervals,
    words.versusBaseline,
    words.onFrontier,
    words.groups,
    words.levers,
    words.rounds,
    words.goodEnough,
    words.ties,
    words.disturbed,
    words.notMeasured,
  ];
}

/** Definitions of every figure in the tables of configurations and runs, but for those that have columns only where they were measured, and were not. */
function figureDefinitions({ configurations }: Analysis, language: Language): TermDefinition[] {
  const isMeasured = (figure: Figure) =>
    configurations.some(({ figures }) => figures !== null && pooledFigure(figures, figure) !== null);
  const shown = new Set([...figuresIn("configurations"), ...figuresIn("runs")]);
  const defined = [...shown].filter((figure) => !figure.isShownIfMeasured || isMeasured(figure));
  return defined.map((figure) => [
    figureTitle(figure, language),
    methodWords[language].meaning(figureHelp(figure, language), figureMethod(figure, language)),
  ]);
}
