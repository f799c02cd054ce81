import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
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
  const { plan, precision } = analysis;
  return html`<section id="method">
<h2>${methodWords[language].title}</h2>
<p class="lede">${selectionText(analysis, language)}</p>
${
  precision?.isReached
    ? html`<p>${precisionText(precision, language)}</p>
`
    : ""
}<dl class="definitions">${definitionsFor(plan, language).map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>
</section>`;
}

function selectionText({ floors, plan }: Analysis, language: Language): string {
  const { selection, selectedOn, space } = methodWords[language];
  const rows = floors[0]?.selectedOn ?? "test";
  return [selection(floorText(floors, language), plan.seeds.length), selectedOn[rows]].join(space);
}

function definitionsFor(plan: Analysis["plan"], language: Language): readonly TermDefinition[] {
  const words = methodWords[language];
  return [
    words.runs,
    words.dollars(arrivalsText(plan, language)),
    ...figureDefinitions(language),
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

/** Definitions of every figure in the tables of configurations and runs. */
function figureDefinitions(language: Language): TermDefinition[] {
  const shown = new Set([...figuresIn("configurations"), ...figuresIn("runs")]);
  return [...shown].map((figure) => [
    figureTitle(figure, language),
    methodWords[language].meaning(figureHelp(figure, language), figureMethod(figure, language)),
  ]);
}
