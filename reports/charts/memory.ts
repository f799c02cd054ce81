import { formatBytes } from "../../harness/judge/figures/format.ts";
import { type MemoryPart, memoryWords, type NamedMemory } from "../words/charts/memory.ts";
import type { Language } from "../words/language.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import { leftOutNote, rowsBeside } from "./row-names.ts";
import { stackedBars } from "./stacked-bars.ts";
import { BYTES_TICKS, FRAME, PALETTE } from "./theme.ts";

interface MemoryRow extends NamedMemory {
  readonly configuration: string;
  readonly parts: readonly { readonly part: MemoryPart; readonly bytes: number }[];
  /** Null if it was not measured. */
  readonly trainingBytes: number | null;
}

/** Peak memory by what it is held for; configurations whose peak was not measured are left out. */
export const memory: Chart = {
  name: "memory",
  draw(analysis, language) {
    const rows = finishedOf(analysis)
      .flatMap(memoryRow)
      .sort((a, b) => a.peakBytes - b.peakBytes);
    const [least] = rows;
    if (least === undefined) return null;
    const words = memoryWords(language);
    const shown = rows.slice(0, MOST_ROWS);
    const alike = rows.filter(({ peakBytes }) => formatBytes(peakBytes) === formatBytes(least.peakBytes)).length - 1;
    const title = words.title(least, alike);
    return {
      title,
      subtitle: `${words.subtitle(shown.some(({ trainingBytes }) => trainingBytes !== null))}${words.cut(shown.length, rows.length)}${leftOutNote(shown, language)}`,
      description: words.description(shown.length, title),
      spec: specOf(shown, language),
    };
  },
};

function memoryRow({ id, label, figures }: FinishedConfiguration): MemoryRow[] {
  const { peakRssBytes, baselineRssBytes, trainPeakRssBytes, modelBytes } = figures;
  if (peakRssBytes === null) return [];
  const runtimeBytes = baselineRssBytes?.middle ?? null;
  const peakBytes = peakRssBytes.middle;
  return [
    {
      configuration: id,
      name: label,
      peakBytes,
      runtimeBytes,
      parts: memoryParts(peakBytes, runtimeBytes, modelBytes.middle),
      trainingBytes: trainPeakRssBytes?.middle ?? null,
    },
  ];
}

/**
 * Splits a peak. The parts add up to it: a file that is larger than what was added to the runtime, as one that is mapped and hardly read,
 * takes all of that.
 * @param runtimeBytes null leaves the whole undivided
 */
export function memoryParts(
  peakBytes: number,
  runtimeBytes: number | null,
  modelBytes: number,
): readonly { readonly part: MemoryPart; readonly bytes: number }[] {
  if (runtimeBytes === null) return [{ part: "whole", bytes: peakBytes }];
  const runtime = Math.min(runtimeBytes, peakBytes);
  const model = Math.min(modelBytes, peakBytes - runtime);
  return [
    { part: "runtime", bytes: runtime },
    { part: "model", bytes: model },
    { part: "rest", bytes: peakBytes - runtime - model },
  ];
}

/** Pixels that a peak takes as text. */
const VALUE_WIDTH = 64;

const COLORS: Readonly<Record<MemoryPart, string>> = {
  runtime: PALETTE[7]!,
  model: PALETTE[1]!,
  rest: PALETTE[0]!,
  whole: PALETTE[3]!,
};

function specOf(rows: readonly MemoryRow[], language: Language): DrawnChart["spec"] {
  const words = memoryWords(language);
  const values = rows.flatMap(({ configuration, name, parts }) =>
    parts.map(({ part, bytes }, order) => ({
      configuration,
      name,
      part: words.parts[part],
      order,
      bytes,
      text: formatBytes(bytes),
    })),
  );
  const ends = rows.map(({ configuration, name, peakBytes, trainingBytes }) => ({
    configuration,
    name,
    peakBytes,
    text: formatBytes(peakBytes),
    ...(trainingBytes === null ? {} : { trainingBytes, trainingText: formatBytes(trainingBytes) }),
  }));
  const { axis: y, height } = rowsBeside(rows.map(({ name }) => name));
  const largest = Math.max(...rows.flatMap(({ peakBytes, trainingBytes }) => [peakBytes, trainingBytes ?? 0]));
  const x = {
    type: "quantitative",
    title: words.axis,
    scale: { domainMin: 0, domainMax: { expr: `${largest} * width / max(width - ${VALUE_WIDTH}, ${VALUE_WIDTH})` } },
    axis: { tickCount: 4, labelFlush: true, ...BYTES_TICKS },
  } as const;
  return {
    ...FRAME,
    height,
    data: { values },
    layer: [
      stackedBars({
        ...{ x, y, colors: COLORS, names: words.parts },
        fields: { name: "part", length: "bytes" },
        parts: new Set(rows.flatMap(({ parts }) => parts.map(({ part }) => part))),
        tooltip: [
          { field: "name", title: words.tooltip.configuration },
          { field: "part", title: words.tooltip.part },
          { field: "text", title: words.tooltip.bytes },
        ],
      }),
      {
        data: { values: ends.filter((one) => "trainingBytes" in one) },
        mark: { type: "tick", size: 18, thickness: 2, color: PALETTE[4]!, aria: true },
        encoding: {
          y,
          x: { ...x, field: "trainingBytes" },
          tooltip: [
            { field: "name", title: words.tooltip.configuration },
            { field: "trainingText", title: words.training },
          ],
        },
      },
      {
        // At the end of each row, where no line of training crosses it.
        data: { values: ends },
        mark: { type: "text", align: "right", baseline: "middle" },
        encoding: { y, x: { value: "width" }, text: { field: "text" } },
      },
    ],
  };
}
