import { extent } from "simple-statistics";
import { formatBytes, formatShare } from "../../harness/judge/figures/format.ts";
import { sampledNote } from "../words/charts/sampled.ts";
import { type NamedFile, sizeAccuracyWords } from "../words/charts/size-accuracy.ts";
import type { Language } from "../words/language.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf } from "./chart.ts";
import { evenly } from "./evenly.ts";
import { MOST_POINTS } from "./pareto-points.ts";
import { brokenName } from "./row-names.ts";
import { BYTES_TICKS, FRAME, PALETTE, positiveScale } from "./theme.ts";

/** What a smaller file costs in accuracy. */
export const sizeAccuracy: Chart = {
  name: "sizeaccuracy",
  draw(analysis, language) {
    const finished = finishedOf(analysis);
    const kinds = new Set(finished.map((one) => formatBytes(bytesOf(one))));
    if (kinds.size < 2) return null;
    const words = sizeAccuracyWords(language);
    const frontier = unbeaten(finished);
    const unbeatenIds = new Set(frontier.map(({ id }) => id));
    const sample = new Set(evenly(finished, MOST_POINTS));
    const drawn = finished.filter((one) => sample.has(one) || unbeatenIds.has(one.id));
    const title = words.title(fileOf(frontier.at(-1)!), fileOf(frontier[0]!));
    return {
      title,
      subtitle: `${words.subtitle}${sampledNote(drawn.length, finished.length, language)}`,
      description: words.description(finished.length, title),
      spec: specOf(drawn, unbeatenIds, language),
    };
  },
};

const bytesOf = ({ figures }: FinishedConfiguration) => figures.modelBytes.middle;
const accuracyOf = ({ figures }: FinishedConfiguration) => figures.accuracy.middle;

function fileOf(one: FinishedConfiguration): NamedFile {
  return { name: one.label, bytes: bytesOf(one), accuracy: accuracyOf(one) };
}

/** Those that are more accurate than every file of at most their size, smallest first. */
function unbeaten(finished: readonly FinishedConfiguration[]): FinishedConfiguration[] {
  const bySize = [...finished].sort((a, b) => bytesOf(a) - bytesOf(b) || accuracyOf(b) - accuracyOf(a));
  let best = Number.NEGATIVE_INFINITY;
  return bySize.filter((one) => {
    const isBetter = accuracyOf(one) > best;
    best = Math.max(best, accuracyOf(one));
    return isBetter;
  });
}

/** An axis of accuracies in percent that are closer than a point: less of it would make a test row look like a step. */
function atLeastAPoint(accuracies: readonly number[]): { readonly domain?: [number, number] } {
  const [least, most] = [Math.min(...accuracies), Math.max(...accuracies)];
  if (most - least >= 1) return {};
  const middle = (least + most) / 2;
  return { domain: [Math.max(0, middle - 0.5), Math.min(100, middle + 0.5)] };
}

/** Characters of a name that stand in one line. */
const LONGEST_LINE = 22;

function specOf(
  finished: readonly FinishedConfiguration[],
  frontier: ReadonlySet<string>,
  language: Language,
): DrawnChart["spec"] {
  const words = sizeAccuracyWords(language);
  const values = finished.map((one) => ({
    configuration: one.id,
    name: one.label,
    bytes: bytesOf(one),
    accuracy: accuracyOf(one) * 100,
    isEligible: one.isEligible,
    isUnbeaten: frontier.has(one.id),
    bytesText: formatBytes(bytesOf(one)),
    accuracyText: formatShare(accuracyOf(one)),
    enough: one.isEligible ? words.enough.yes : words.enough.no,
  }));
  const [least, most] = extent(finished.map(bytesOf));
  /** A name, and whether it has room only on the left of its point. */
  const beside = (name: string, bytes: number) => ({
    lines: brokenName(name, LONGEST_LINE),
    isRight: bytes - least > 0.6 * (most - least),
  });
  const x = {
    field: "bytes",
    type: "quantitative",
    title: words.axis.size,
    scale: { ...positiveScale(finished.map(bytesOf), false), padding: 12 },
    axis: { tickCount: 5, ...BYTES_TICKS },
  } as const;
  const y = {
    field: "accuracy",
    type: "quantitative",
    title: words.axis.accuracy,
    scale: { zero: false, padding: 8, ...atLeastAPoint(values.map(({ accuracy }) => accuracy)) },
    axis: { tickCount: 5 },
  } as const;
  return {
    ...FRAME,
    height: 240,
    data: { values },
    encoding: { x, y },
    layer: [
      {
        transform: [{ filter: "datum.isUnbeaten" }],
        mark: { type: "line", strokeWidth: 1.5, color: PALETTE[7]!, interpolate: "step-after" },
      },
      {
        mark: { type: "point", filled: true, size: 80, color: PALETTE[0]!, stroke: PALETTE[0]!, strokeWidth: 2 },
        encoding: {
          fillOpacity: { condition: { test: "datum.isEligible", value: 0.85 }, value: 0 },
          tooltip: [
            { field: "name", title: words.tooltip.configuration },
            { field: "bytesText", title: words.tooltip.size },
            { field: "accuracyText", title: words.tooltip.accuracy },
            { field: "enough", title: words.tooltip.enough },
          ],
        },
      },
      {
        data: { values: values.flatMap((one) => (one.isUnbeaten ? [{ ...one, ...beside(one.name, one.bytes) }] : [])) },
        mark: {
          ...{ type: "text", baseline: "top", dy: 6, limit: 140, fontSize: 11, lineHeight: 12 },
          align: { expr: "datum.isRight ? 'right' : 'left'" },
          dx: { expr: "datum.isRight ? -6 : 6" },
        },
        encoding: { text: { field: "lines" } },
      },
    ],
  };
}
