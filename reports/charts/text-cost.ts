import { median } from "simple-statistics";
import { scenarioOf } from "../../harness/contract/serving.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { finishedRuns } from "../../harness/judge/analysis/cells.ts";
import { namedBy } from "../../harness/judge/analysis/within-condition.ts";
import { formatShare, formatUsd } from "../../harness/judge/figures/format.ts";
import { type Stage, stageShares } from "../../harness/judge/pricing/stage-shares.ts";
import { type ShownStage, textCostWords } from "../words/charts/text-cost.ts";
import type { Language } from "../words/language.ts";
import { type Chart, type DrawnChart, type FinishedConfiguration, finishedOf, MOST_ROWS } from "./chart.ts";
import { leftOutNote, rowsBeside } from "./row-names.ts";
import { stackedBars } from "./stacked-bars.ts";
import { FRAME, PALETTE, rowText } from "./theme.ts";

/** Scenarios whose cost is that of a machine that is busy all the time with batches; elsewhere it also waits. */
const OF_BATCHES = ["closed-loop", "offline"];

interface CostRow {
  readonly configuration: string;
  readonly name: string;
  readonly usd: number;
  readonly shares: ReadonlyMap<ShownStage, number>;
}

/** Dollars per million texts by what they are spent on; of records that tell. */
export const textCost: Chart = {
  name: "textcost",
  draw(analysis, language) {
    const busy = finishedOf(analysis).filter(({ cells }) => OF_BATCHES.includes(scenarioOf(cells[0]!.cell)));
    const rows = busy.map(costRow).sort((a, b) => a.usd - b.usd);
    const told = rows.filter(({ shares }) => !shares.has("whole"));
    if (told.length === 0) return null;
    const words = textCostWords(language);
    const shown = rows.slice(0, MOST_ROWS);
    const title = findingTitle(told, analysis, language);
    return {
      title,
      subtitle: `${words.subtitle}${words.cut(shown.length, rows.length)}${leftOutNote(shown, language)}`,
      description: words.description(shown.length, title),
      spec: specOf(shown, language),
    };
  },
};

function costRow({ id, label, figures, cells }: FinishedConfiguration): CostRow {
  const measured = finishedRuns(cells).flatMap(({ usage }) => (usage.stages ? [stageShares(usage.stages)] : []));
  return {
    configuration: id,
    name: label,
    usd: figures.usdPerMillionTexts.middle,
    shares: measured.length === 0 ? new Map([["whole", 1]]) : typicalShares(measured),
  };
}

/** Medians over the runs, brought back to a sum of 1. */
function typicalShares(measured: readonly ReadonlyMap<Stage, number>[]): ReadonlyMap<Stage, number> {
  const stages = [...new Set(measured.flatMap((one) => [...one.keys()]))];
  const medians = stages.map((stage) => [stage, median(measured.map((one) => one.get(stage) ?? 0))] as const);
  const total = medians.reduce((sum, [, share]) => sum + share, 0);
  return new Map(medians.map(([stage, share]) => [stage, share / total]));
}

/** The largest stage of the answer or, where it has none, of the cheapest that tells. */
function findingTitle(told: readonly CostRow[], analysis: Analysis, language: Language): string {
  const named = namedBy(analysis);
  const row = told.find(({ configuration }) => named.has(configuration)) ?? told[0]!;
  const [stage, share] = [...row.shares].reduce((a, b) => (b[1] > a[1] ? b : a));
  return textCostWords(language).title(row.name, stage, share, row.usd);
}

const COLORS: Readonly<Record<ShownStage, string>> = {
  tokenizing: PALETTE[1]!,
  lookup: PALETTE[0]!,
  layers: PALETTE[2]!,
  runtime: PALETTE[3]!,
  rest: PALETTE[6]!,
  whole: PALETTE[7]!,
};

function specOf(rows: readonly CostRow[], language: Language): DrawnChart["spec"] {
  const words = textCostWords(language);
  const values = rows.flatMap(({ configuration, name, usd, shares }) =>
    [...shares].map(([stage, share], order) => ({
      configuration,
      name,
      stage: words.stages[stage],
      order,
      usd: usd * share,
      usdText: formatUsd(usd * share),
      shareText: formatShare(share),
    })),
  );
  const ends = rows.map(({ configuration, name, usd }) => ({ configuration, name, usd, text: formatUsd(usd) }));
  const { axis: y, height } = rowsBeside(rows.map(({ name }) => name));
  const x = {
    type: "quantitative",
    title: words.axis,
    scale: {
      domainMin: 0,
      domainMax: { expr: `${Math.max(...rows.map(({ usd }) => usd))} * (width < 300 ? 1.5 : 1.2)` },
    },
    axis: { tickCount: 4, format: "$~r" },
  } as const;
  return {
    ...FRAME,
    height,
    data: { values },
    layer: [
      stackedBars({
        ...{ x, y, colors: COLORS, names: words.stages },
        fields: { name: "stage", length: "usd" },
        parts: new Set(rows.flatMap(({ shares }) => [...shares.keys()])),
        tooltip: [
          { field: "name", title: words.tooltip.configuration },
          { field: "stage", title: words.tooltip.stage },
          { field: "usdText", title: words.tooltip.usd },
          { field: "shareText", title: words.tooltip.share },
        ],
      }),
      {
        data: { values: ends },
        mark: rowText({ isLog: false }),
        encoding: { y, x: { ...x, field: "usd" }, text: { field: "text" } },
      },
    ],
  };
}
