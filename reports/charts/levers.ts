import { type Labels, shortOn } from "../../harness/judge/analysis/labels.ts";
import { isTold, type LeverQuantity } from "../../harness/judge/analysis/levers/lever-effects.ts";
import { axisTitle } from "../words/axes.ts";
import { axisValueText } from "../words/axis-values.ts";
import { leverChartWords } from "../words/charts/levers.ts";
import { shownWords } from "../words/charts/shown.ts";
import type { Language } from "../words/language.ts";
import {
  againstReference,
  type ComparedValue,
  changeNames,
  effectGrounds,
  effectRange,
  effectText,
  isMeasured,
  leverFinding,
} from "../words/levers.ts";
import { type Chart, type DrawnChart, MOST_ROWS } from "./chart.ts";
import { rowsAxis, rowsHeight } from "./row-names.ts";
import { FRAME, PALETTE } from "./theme.ts";

/** What no effect is. */
const NONE: Readonly<Record<LeverQuantity, number>> = { accuracy: 0, cost: 1, trainingCost: 1 };

/** The effect of each lever on one quantity, as a dot with its interval. */
function leverChart(name: string, quantity: LeverQuantity): Chart {
  return {
    name,
    section: "levers",
    draw({ levers, labels }, language) {
      const compared = againstReference(levers);
      const rows = compared.filter((one) => isMeasured(one[quantity]));
      const exact = compared.filter((one) => one[quantity]?.isExact).map((one) => changeNames(one, language).to);
      const title = leverFinding(levers, quantity, language);
      if (title === null) return null;
      const words = leverChartWords(language);
      const shown = rows.slice(0, MOST_ROWS);
      const hasIntervals = shown.some((one) => one[quantity]?.interval != null);
      const references = [...new Set(shown.map((one) => changeNames(one, language).from))];
      return {
        title,
        subtitle: `${words.subtitle(references, hasIntervals, exact)}${shownWords(language).cut(shown.length, rows.length)}`,
        description: words.description(quantity, shown.length, title),
        spec: specOf(quantity, shown, labels, language),
      };
    },
  };
}

function specOf(
  quantity: LeverQuantity,
  rows: readonly ComparedValue[],
  labels: Labels,
  language: Language,
): DrawnChart["spec"] {
  const words = leverChartWords(language);
  const scaled = (value: number) => (quantity === "accuracy" ? value * 100 : value);
  const values = rows.map((row) => {
    const effect = row[quantity]!;
    const { from, to } = changeNames(row, language);
    return {
      name: nameIn(row, rows, labels, language),
      change: words.change(from, to),
      value: scaled(effect.value),
      low: scaled(effect.interval?.low ?? effect.value),
      high: scaled(effect.interval?.high ?? effect.value),
      isTold: isTold(effect),
      text: [effectText(quantity, effect.value, language), effectRange(quantity, effect, language)]
        .filter((part) => part !== "")
        .join(words.comma),
      grounds: effectGrounds(effect, language),
      settings: row.settings,
    };
  });
  const names = values.map(({ name }) => name);
  const y = rowsAxis(names);
  const scale = quantity === "accuracy" ? { zero: true } : { type: "log" as const, nice: false, padding: 8 };
  const x = { type: "quantitative", title: words.axis[quantity], scale, axis: { tickCount: 5, format: "~r" } } as const;
  return {
    ...FRAME,
    height: rowsHeight(names),
    data: { values },
    layer: [
      {
        data: { values: [{ none: NONE[quantity] }] },
        mark: { type: "rule", strokeDash: [4, 4], opacity: 0.6 },
        encoding: { x: { ...x, field: "none" } },
      },
      { mark: { type: "rule", strokeWidth: 1.5 }, encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } } },
      {
        mark: { type: "point", filled: true, size: 70, color: PALETTE[0]!, stroke: PALETTE[0]!, strokeWidth: 2 },
        encoding: {
          y,
          x: { ...x, field: "value" },
          fillOpacity: { condition: { test: "datum.isTold", value: 1 }, value: 0 },
          tooltip: [
            { field: "change", title: words.tooltip.change },
            { field: "text", title: words.tooltip.effect[quantity] },
            { field: "grounds", title: words.tooltip.grounds },
            { field: "settings", title: words.tooltip.settings },
          ],
        },
      },
    ],
  };
}

/** Values that are called alike on two axes are told apart by the axis. */
function nameIn(
  { axis, to }: ComparedValue,
  rows: readonly ComparedValue[],
  labels: Labels,
  language: Language,
): string {
  const nameOf = (one: Pick<ComparedValue, "axis" | "to">) =>
    axisValueText(one.axis, shortOn(labels, one.axis, one.to), language);
  const name = nameOf({ axis, to });
  const isShared = rows.some((other) => other.axis !== axis && nameOf(other) === name);
  return isShared ? leverChartWords(language).onAxis(axisTitle(axis, language), name) : name;
}

export const leverCost = leverChart("levercost", "cost");
export const leverTraining = leverChart("levertraining", "trainingCost");
export const leverAccuracy = leverChart("leveraccuracy", "accuracy");
