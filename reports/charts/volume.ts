import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { cellsByVolume, usualOperation, type VolumePricedCell } from "../../harness/judge/analysis/cost-by-volume.ts";
import { namedBy } from "../../harness/judge/analysis/within-condition.ts";
import { formatNumber } from "../../harness/judge/figures/format.ts";
import { bends, type CostCurve, machinesFor, usdAt } from "../../harness/judge/pricing/monthly/cost-curve.ts";
import { USUAL_OPERATION, USUAL_SEARCH_MONTHS } from "../../harness/judge/pricing/monthly/defaults.ts";
import { shownWords } from "../words/charts/shown.ts";
import { volumeWords } from "../words/charts/volume.ts";
import { answerNoun } from "../words/conditions.ts";
import type { Language } from "../words/language.ts";
import { formatBill } from "../words/monthly/amounts.ts";
import type { Chart, DrawnChart } from "./chart.ts";
import { nameColors } from "./named-lines.ts";
import { FRAME, PALETTE } from "./theme.ts";

/** A month's bill over the texts a month, whole machines included. */
export const volume: Chart = {
  name: "volume",
  isWide: true,
  draw(analysis, language) {
    const wanted = cellsOfInterest(analysis);
    const [first, ...others] = wanted.slice(0, PALETTE.length);
    if (first === undefined) return null;
    const shown: Shown = [first, ...others];
    const words = volumeWords(language);
    const title = findingTitle(shown, language);
    const { utilization, retrainDays } = USUAL_OPERATION;
    const subtitle = words.subtitle({
      noun: answerNoun(analysis.answer, language),
      busy: formatNumber(utilization * 100),
      retrainDays,
      searchMonths: USUAL_SEARCH_MONTHS,
      first: first.configuration.label,
    });
    return {
      title,
      subtitle: `${subtitle}${shownWords(language).cut(shown.length, wanted.length)}`,
      description: words.description(shown.length, title),
      spec: specOf(shown, language),
    };
  },
};

type Shown = readonly [VolumePricedCell, ...VolumePricedCell[]];

/** The answer, the baseline, and the frontier from the cheapest on. */
function cellsOfInterest(analysis: Analysis): VolumePricedCell[] {
  const named = namedBy(analysis);
  const rank = ({ configuration: { id, isBaseline } }: VolumePricedCell) => (named.has(id) ? 0 : isBaseline ? 1 : 2);
  const usd = ({ configuration }: VolumePricedCell) => configuration.figures.usdPerMillionTexts.middle;
  return cellsByVolume(analysis, usualOperation(analysis))
    .filter((cell) => cell.configuration.isOnFrontier || rank(cell) < 2)
    .sort((a, b) => rank(a) - rank(b) || usd(a) - usd(b));
}

/** What each whole machine serves in a month, of the curves of machines by the hour. */
function textsEachOf({ curve }: VolumePricedCell): number {
  return curve.machines!.textsEach;
}

function findingTitle(cells: Shown, language: Language): string {
  const texts = Math.min(...cells.map(textsEachOf));
  const bills = cells.map(({ curve }) => usdAt(curve, 1));
  const [low, high] = [formatBill(Math.min(...bills)), formatBill(Math.max(...bills))];
  return volumeWords(language).title(texts, low, high, cells.length === 1 ? cells[0].configuration.label : null);
}

const FEWEST_TEXTS = 1e6;
/** Decades of volume that are shown at least. */
const LEAST_RANGE = 1e4;
/** Steps that can be told from a line. */
const MOST_STEPS = 40;
/** Points of a curve per decade beyond them. */
const PER_DECADE = 40;

/** From a million texts to the volume that takes several machines of each. */
function rangeOf(cells: Shown): readonly [from: number, to: number] {
  const to = 10 ** Math.ceil(Math.log10(3 * Math.max(...cells.map(textsEachOf))));
  return [Math.min(FEWEST_TEXTS, to / LEAST_RANGE), to];
}

/** The volumes after which a curve steps up, as long as steps can be told apart. */
function stepsOf(curve: CostCurve, [from, to]: readonly [number, number]): number[] {
  const most = MOST_STEPS * curve.machines!.textsEach;
  return bends(curve, Math.min(to, most)).filter((texts) => texts > from);
}

/** Volumes on both sides of every step, as long as steps can be told apart, and evenly spaced ones beyond. */
function volumesOf(curve: CostCurve, range: readonly [number, number]): number[] {
  const [from, to] = range;
  const steps = stepsOf(curve, range);
  const last = steps.at(-1) ?? from;
  const count = Math.ceil(Math.log10(to / last) * PER_DECADE);
  const isSmooth = machinesFor(curve.machines!, to) > MOST_STEPS;
  const beyond = Array.from({ length: count }, (_, index) => last * (to / last) ** ((index + 1) / count));
  return [from, ...steps.flatMap((texts) => [texts, texts + 1]), ...(isSmooth ? beyond : [to])];
}

function specOf(cells: Shown, language: Language): DrawnChart["spec"] {
  const words = volumeWords(language);
  const range = rangeOf(cells);
  const lines = cells.flatMap(({ configuration: { id: configuration, label: name }, curve }) =>
    volumesOf(curve, range).map((texts) => ({ configuration, name, texts, usd: usdAt(curve, texts) })),
  );
  const dots = cells.flatMap(({ configuration: { id: configuration, label: name }, curve }) =>
    [range[0], ...stepsOf(curve, range).map((texts) => texts + 1)].map((texts) => ({
      configuration,
      name,
      texts,
      usd: usdAt(curve, texts),
      machines: machinesFor(curve.machines!, texts),
      textsText: words.from(texts),
      usdText: formatBill(usdAt(curve, texts)),
    })),
  );
  const color = nameColors(cells.map(({ configuration }) => configuration.label));
  const least = Math.min(...lines.map(({ usd }) => usd));
  const x = {
    field: "texts",
    type: "quantitative",
    title: words.axis.texts,
    scale: { type: "log", domainMin: range[0], domainMax: range[1], nice: false },
    axis: { tickCount: 6, format: "~s", labelExpr: words.tick, labelOverlap: true },
  } as const;
  const y = {
    field: "usd",
    type: "quantitative",
    title: words.axis.usd,
    scale: { type: "log", domainMin: least / 10, nice: false, padding: 12 },
    axis: { format: "$,~r", tickCount: 5, labelOverlap: true, grid: false },
  } as const;
  return {
    ...FRAME,
    height: 260,
    layer: [
      {
        data: { values: workOf(cells[0], range) },
        mark: { type: "line", clip: true, strokeDash: [4, 4], strokeWidth: 1.5, color: "currentColor", opacity: 0.6 },
        encoding: { x, y },
      },
      {
        data: { values: lines },
        mark: { type: "line", color: PALETTE[0]!, strokeWidth: 1.5, opacity: 0.75 },
        encoding: { x, y, ...color, detail: { field: "name" } },
      },
      {
        data: { values: dots },
        mark: { type: "point", color: PALETTE[0]!, filled: true, size: 28, opacity: 0.9 },
        encoding: {
          x,
          y,
          ...color,
          tooltip: [
            { field: "name", title: shownWords(language).configuration },
            { field: "textsText", title: words.tooltip.texts },
            { field: "machines", title: words.tooltip.machines },
            { field: "usdText", title: words.tooltip.usd },
          ],
        },
      },
    ],
  };
}

/** The dollars of the time in which texts are answered: a straight line on logarithmic scales. */
function workOf({ configuration: { id: configuration, figures } }: VolumePricedCell, range: readonly [number, number]) {
  return range.map((texts) => ({ configuration, texts, usd: (texts / 1e6) * figures.usdPerMillionTexts.middle }));
}
