import type { Analysis, ConfigurationResult } from "../../harness/judge/analysis/analysis.ts";
import { isComparable } from "../../harness/judge/analysis/comparable.ts";
import { isByScenario } from "../../harness/judge/analysis/condition.ts";
import { type Confidence, confidenceOf } from "../../harness/judge/analysis/confidence.ts";
import { compareCosts, comparisonsThatName } from "../../harness/judge/analysis/ties.ts";
import { underHeading } from "../../harness/judge/analysis/under-heading.ts";
import { warEntrants } from "../../harness/judge/analysis/war-entrants.ts";
import {
  type AnalysisWithin,
  byCondition,
  type SingleAnalysis,
} from "../../harness/judge/analysis/within-condition.ts";
import { accuracy } from "../../harness/judge/figures/catalogue/accuracy.ts";
import { modelBytes } from "../../harness/judge/figures/catalogue/model-bytes.ts";
import { textsPerSecond } from "../../harness/judge/figures/catalogue/texts-per-second.ts";
import { usdPerMillionTexts } from "../../harness/judge/figures/catalogue/usd-per-million-texts.ts";
import type { Figure, QuantityFigure } from "../../harness/judge/figures/figure.ts";
import { type Figures, pooledFigure, RECORD_FIGURES } from "../../harness/judge/figures/figures.ts";
import { formatRatio } from "../../harness/judge/figures/format.ts";
import type { Pooled } from "../../harness/judge/figures/pool.ts";
import { UNITS } from "../../harness/judge/figures/units.ts";
import { EMPTY_SHEET, type MarketSheet } from "../../harness/judge/pricing/war/entrant.ts";
import { type PriceWar, usualWar } from "../../harness/judge/pricing/war/price-war.ts";
import { html, type Markup, sentenceMarkup } from "../html.ts";
import { aboutData } from "../words/about-data.ts";
import { answersIn } from "../words/answer.ts";
import { cardWords, type DifferenceStanding, ratioDifference } from "../words/answer-cards.ts";
import { majorityLines } from "../words/class-names.ts";
import { answerNoun, conditionFirst } from "../words/conditions.ts";
import { confidenceText } from "../words/confidence.ts";
import { counted } from "../words/counted.ts";
import { tileTitle } from "../words/figures/texts.ts";
import { detailsText, valueText } from "../words/figures.ts";
import { pointsRange } from "../words/from-to.ts";
import { intervalText } from "../words/interval.ts";
import { theBaseline } from "../words/labels.ts";
import type { Language } from "../words/language.ts";
import { inProduction, moreOfWar, underRivalsCut } from "../words/monthly/in-production.ts";
import { pricesText } from "../words/prices.ts";
import { questionWords } from "../words/question.ts";
import { type AnswerParts, inSentences, strong } from "../words/sentence.ts";

/** A card: one figure of the winner in large print, with its difference from the baseline's. */
interface ValueCard {
  readonly name: string;
  readonly value: string;
  /** Null without a baseline to differ from. */
  readonly difference: { readonly text: string; readonly standing: DifferenceStanding } | null;
  readonly note: string;
}

/** The name of the matrix, the answer in words with its confidence, what it is in production, and the figures behind it. */
export function answerSection(analysis: Analysis, language: Language, sheet: MarketSheet = EMPTY_SHEET): Markup {
  const { plan, configurations, counts } = analysis;
  const words = questionWords[language];
  const single = byCondition(analysis).map(underHeading);
  const said = answersIn(analysis, language);
  const entrants = warEntrants(analysis);
  const production = productionMarkup(usualWar(entrants, sheet), language);
  const scope = words.scope({
    configurations: counted(configurations.length, "configuration", language),
    runs: counted(plan.cells.length, "run", language),
    datasets: plan.datasets.map(({ spec }) => spec),
    finished: counts.ok === plan.cells.length ? null : counts.ok,
  });
  const facts = [
    ...plan.datasets.map((dataset) => aboutData(dataset, language)),
    ...majorityLines(analysis, language),
    ...pricesText(analysis.prices, language),
  ];
  return html`<header data-testid="answer">
<p class="eyebrow">pricewar <span aria-hidden="true">/</span> ${plan.name}</p>
<h1>${words.question(eachText(analysis, language))}</h1>
${single.map((own, index) => {
  const sold = own.condition?.key === entrants.condition?.key ? production : null;
  return answerMarkup(own, { ...said[index]!, sold }, language);
})}
<p class="scope">${scope}</p>
${facts.map((line) => html`<p class="scope">${line}</p>`)}
</header>`;
}

/** ", in each scenario", ", for each number of training rows"; empty where one answer is for all. */
function eachText({ answer }: Analysis, language: Language): string {
  const noun = answerNoun(answer, language);
  if (answer.kind !== "by-condition" || noun === null) return "";
  return questionWords[language].each(noun, isByScenario(answer.conditions));
}

/** One answer: a sentence, how sure it is, what it rests on, its figures, and what it cannot be told apart from. */
function answerMarkup(
  own: AnalysisWithin,
  { sold, ...parts }: AnswerParts & { readonly sold: Markup | null },
  language: Language,
): Markup {
  const { lead, doubts } = parts;
  const grounds = inSentences([parts.more, parts.reasons], language);
  const confidence = confidenceOf(own.analysis);
  return html`<p class="${own.condition === null ? "answer" : "answer each"}">${sentenceMarkup(lead)}</p>
${confidence === null ? null : confidenceMarkup(confidence, language)}
${grounds.length === 0 ? null : html`<p class="grounds">${sentenceMarkup(grounds)}</p>`}
${sold}
${keyFigures(own, language)}
${untoldMarkup(own.analysis, language)}
${
  doubts.length === 0
    ? null
    : html`<details><summary>${cardWords(language).doubts}</summary><p class="doubts">${sentenceMarkup(doubts)}</p></details>`
}`;
}

/** What to ship at the usual volume, in the condition that the price war is about. */
function productionMarkup(war: PriceWar | null, language: Language): Markup | null {
  if (war === null) return null;
  const text = inProduction(war, language);
  if (text === null) return null;
  const said = inSentences([text, underRivalsCut(war, language) ?? []], language);
  return html`<p class="production">${sentenceMarkup(said)} <a href="#price-war">${moreOfWar(language)}</a></p>`;
}

function confidenceMarkup(confidence: Confidence, language: Language): Markup {
  const [level, why] = confidenceText(confidence, language);
  return html`<p class="confidence ${confidence.level}"><strong>${level}</strong> ${why}</p>`;
}

function keyFigures({ condition, analysis }: AnalysisWithin, language: Language): Markup {
  const { configurations, answer, labels } = analysis;
  const winner = configurations.find(({ id }) => id === answer.winner);
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  if (winner === undefined || winner.figures === null) return html``;
  const cards = cardsOf(winner, winner.figures, baseline?.figures ?? null, { analysis, language });
  const whose = cardWords(language).keyFigures(
    condition === null ? null : conditionFirst(condition, language),
    strong(winner.label),
    baseline === undefined || baseline === winner ? null : theBaseline(baseline.label, labels, language),
  );
  return html`<p class="of">${sentenceMarkup(whose)}</p>
<dl class="key">${cards.map(cardMarkup)}</dl>`;
}

function cardMarkup({ name, value, difference, note }: ValueCard): Markup {
  const change =
    difference === null ? null : html`<dd class="difference ${difference.standing}">${difference.text}</dd>`;
  return html`<div><dt>${name}</dt><dd>${value}</dd>${change}<dd class="note">${note}</dd></div>`;
}

interface CardContext {
  readonly analysis: SingleAnalysis;
  readonly language: Language;
}

/** The catalogue's key figures, each with the baseline's. */
function cardsOf(
  winner: ConfigurationResult,
  figures: Figures,
  baseline: Figures | null,
  context: CardContext,
): ValueCard[] {
  const reference = winner.isBaseline ? null : baseline;
  const { language } = context;
  return RECORD_FIGURES.flatMap((figure): ValueCard[] => {
    const name = tileTitle(figure, language);
    if (name === undefined) return [];
    const value = valueText(figure, pooledFigure(figures, figure), language);
    const notes = [
      intervalNote(figure, winner, figures),
      asideOf(figure, figures, language),
      comparisonText(figure, winner, reference, language),
    ];
    return [
      {
        name,
        value,
        difference: reference === null ? null : differenceOf(figure, winner, [figures, reference], context),
        note: notes.filter((note) => note !== "").join(cardWords(language).between),
      },
    ];
  });
}

/** Figures of serving, whose differences pairs of samples tell. */
const OF_SERVING: ReadonlyMap<string, QuantityFigure> = new Map(
  [usdPerMillionTexts, textsPerSecond].map((figure) => [figure.name, figure]),
);

/** How far a figure is from the baseline's, and whether that is more than chance; null where either was not measured. */
function differenceOf(
  figure: Figure,
  winner: ConfigurationResult,
  [own, reference]: readonly [Figures, Figures],
  { analysis, language }: CardContext,
): ValueCard["difference"] {
  const words = cardWords(language);
  const { versusBaseline } = winner;
  if (figure.name === accuracy.name) {
    if (versusBaseline === null) return null;
    const { difference, interval } = versusBaseline;
    const isNone = interval.low === 0 && interval.high === 0;
    const standing = isNone ? "same" : interval.low > 0 ? "better" : interval.high < 0 ? "worse" : "untold";
    return withStanding(words.points(difference), standing, language);
  }
  const [value, other] = [own, reference].map((figures) => middleOf(pooledFigure(figures, figure)));
  if (value == null || other == null || other === 0) return null;
  const text = ratioDifference(value / other);
  const ofServing = OF_SERVING.get(figure.name);
  if (ofServing !== undefined) return withStanding(text, servingStanding(winner, ofServing, analysis), language);
  const isExact = figure.name === modelBytes.name && value !== other;
  return withStanding(text, isExact ? (value < other ? "better" : "worse") : "plain", language);
}

function middleOf(value: Pooled | null): number | null {
  return value === null || typeof value !== "object" ? null : value.middle;
}

/** What the pairs of samples say of the winner's figure against the baseline's: at two prices, costs tell nothing of texts per second. */
function servingStanding(
  winner: ConfigurationResult,
  figure: QuantityFigure,
  { configurations }: SingleAnalysis,
): DifferenceStanding {
  const comparable = configurations.filter(isComparable);
  const baseline = comparable.find(({ isBaseline }) => isBaseline);
  if (baseline === undefined) return "plain";
  const eligible = comparable.filter(({ isEligible }) => isEligible);
  const { verdict } = compareCosts(winner, baseline, comparisonsThatName(eligible), figure);
  if (verdict === "same") return "same";
  if (verdict === "inconclusive") return "untold";
  // A comparison calls more of a figure dearer, whichever is better.
  return (verdict === "dearer") === (figure.better === "higher") ? "better" : "worse";
}

function withStanding(text: string, standing: DifferenceStanding, language: Language): ValueCard["difference"] {
  const said = cardWords(language).standing[standing];
  return { text: said === "" ? text : `${text} · ${said}`, standing };
}

/** At most so many are named; the table has all. */
const MOST_NAMED = 6;

/** The configurations that could have won and whose cost the pairs cannot tell from the winner's, with the ratio and its interval. */
function untoldMarkup({ answer, configurations }: SingleAnalysis, language: Language): Markup | null {
  if (!("comparisons" in answer)) return null;
  const named = new Map(configurations.map((one) => [one.id, one]));
  const untold = answer.comparisons.filter(
    ({ configuration, verdict }) => verdict === "inconclusive" && named.get(configuration)!.isEligible,
  );
  if (untold.length === 0) return null;
  const words = cardWords(language);
  const items = untold.slice(0, MOST_NAMED).map(({ configuration, ratio, interval }) => {
    const range = interval === null ? "" : ` (${formatRatio(interval.low)} – ${formatRatio(interval.high)})`;
    const figure = ratio === null ? null : html` <span class="untold-ratio">${formatRatio(ratio)}×${range}</span>`;
    return html`<li>${named.get(configuration)!.label}${figure}</li>`;
  });
  const rest = untold.length - items.length;
  return html`<div class="untold"><p class="untold-text">${words.untold(named.get(answer.winner)!.label)}</p>
<ul class="untold-list">${items}${rest === 0 ? null : html`<li>${words.more(rest)}</li>`}</ul>
<p class="untold-text"><a href="#configurations-caption">${words.table}</a></p></div>`;
}

/** "86.1 – 87.9 %"; empty without an interval, and where it is as narrow as the figure is printed. */
function intervalNote(figure: Figure, { intervals }: ConfigurationResult, figures: Figures): string {
  const interval = intervals.get(figure.name);
  const value = pooledFigure(figures, figure);
  if (interval === undefined || value === null || typeof value !== "object" || figure.unit === "id") return "";
  return intervalText(value, interval, UNITS[figure.unit].bare);
}

/** Related figures that only some configurations have, such as the time of a student's teachers. */
function asideOf({ details = [], ...figure }: Figure, figures: Figures, language: Language): string {
  const optional = details.filter(({ detail }) => detail?.isOptional);
  return detailsText({ ...figure, details: optional }, (one) => pooledFigure(figures, one), language);
}

/** For accuracy, the paired difference from the baseline with its interval; otherwise the baseline's figure. @param baseline null for the baseline itself */
function comparisonText(
  figure: Figure,
  { versusBaseline }: ConfigurationResult,
  baseline: Figures | null,
  language: Language,
): string {
  const { fromBaseline, ofBaseline } = cardWords(language);
  // What stands for the baseline in another condition was compared with the plan's.
  if (figure.name === accuracy.name && versusBaseline !== null && baseline !== null) {
    return fromBaseline(pointsRange(versusBaseline.interval, language));
  }
  const value = baseline === null ? null : pooledFigure(baseline, figure);
  if (baseline === null || value === null) return "";
  return ofBaseline(valueText(figure, value, language), asideOf(figure, baseline, language));
}
