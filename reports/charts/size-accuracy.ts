import { extent } from "simple-statistics";
import { formatBytes, formatShare } from "../../harness/judge/figures/format.ts";
import { sampledNote } from "../words/charts/sampled.ts";
import { type NamedFile, sizeAccuracyWords } from "../words/charts/size-accuracy.ts";
import type { Language } from "../words/language.ts";
import { atLeastAPoint } from "./at-least-a-point.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf } from "./chart.ts";
import { evenly } from "./evenly.ts";
import { namesApart } from "./names-apart.ts";
import { MOST_POINTS } from "./pareto-points.ts";
import { textWidth } from "./place-labels.ts";
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

/** Pixels. */
const HEIGHT = 240;
/** Of the plot on a phone: on a wider one, names are no closer to each other. */
const NARROW_WIDTH = 270;
const PADDING = { x: 12, y: 8 } as const;

/** Characters of a name that stand in one line. */
const LONGEST_LINE = 22;
const LINE_HEIGHT = 12;
/** Pixels of a name at most. */
const WIDEST = 140;
/** From a point to its name. */
const BESIDE = 6;

interface Placed {
  readonly name: string;
  readonly bytes: number;
  /** Percent. */
  readonly accuracy: number;
}

/** The names of files, the most accurate first, where they have room: on the left of points that are far right. */
function named<File extends Placed>(files: readonly File[], all: readonly Placed[]) {
  const [least, most] = extent(all.map(({ bytes }) => bytes));
  const accuracies = all.map(({ accuracy }) => accuracy);
  const [low, high] = atLeastAPoint(accuracies).domain ?? extent(accuracies);
  const unit = scaleOf(all).type === "log" ? Math.log : Number;
  const along = (bytes: number) => (unit(bytes) - unit(least)) / (unit(most) - unit(least));
  const highest = [...files]
    .sort((a, b) => b.accuracy - a.accuracy)
    .map((file) => ({
      ...file,
      lines: brokenName(file.name, LONGEST_LINE),
      isRight: along(file.bytes) > 0.6,
    }));
  const downs = namesApart(
    highest.map(({ bytes, accuracy, lines, isRight }) => {
      const x = PADDING.x + along(bytes) * (NARROW_WIDTH - 2 * PADDING.x);
      const width = Math.min(WIDEST, Math.max(...lines.map(textWidth)));
      return {
        left: isRight ? x - BESIDE - width : x + BESIDE,
        width,
        height: lines.length * LINE_HEIGHT,
        y: PADDING.y + ((high - accuracy) / (high - low)) * (HEIGHT - 2 * PADDING.y),
      };
    }),
    HEIGHT,
  );
  return highest.flatMap((file, index) => (downs[index] == null ? [] : [{ ...file, down: downs[index] }]));
}

const scaleOf = (files: readonly Placed[]) =>
  positiveScale(
    files.map(({ bytes }) => bytes),
    false,
  );

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
  const x = {
    field: "bytes",
    type: "quantitative",
    title: words.axis.size,
    // Rounder ends would move points, and names onto each other.
    scale: { ...scaleOf(values), padding: PADDING.x, nice: false },
    axis: { tickCount: 5, ...BYTES_TICKS },
  } as const;
  const y = {
    field: "accuracy",
    type: "quantitative",
    title: words.axis.accuracy,
    scale: { zero: false, padding: PADDING.y, nice: false, ...atLeastAPoint(values.map(({ accuracy }) => accuracy)) },
    axis: { tickCount: 5 },
  } as const;
  return {
    ...FRAME,
    height: HEIGHT,
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
        data: {
          values: named(
            values.filter((one) => one.isUnbeaten),
            values,
          ),
        },
        mark: {
          ...{ type: "text", baseline: "top", limit: WIDEST, fontSize: 11, lineHeight: LINE_HEIGHT },
          align: { expr: "datum.isRight ? 'right' : 'left'" },
          dx: { expr: `datum.isRight ? -${BESIDE} : ${BESIDE}` },
          dy: { expr: "datum.down" },
        },
        encoding: { text: { field: "lines" } },
      },
    ],
  };
}
