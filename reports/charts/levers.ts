import { type Labels, shortOn } from "../../harness/judge/analysis/labels.ts";
import { isTold, type LeverQuantity } from "../../harness/judge/analysis/levers/lever-effects.ts";
import { humanize } from "../../harness/judge/analysis/value-names.ts";
import { listing } from "../../harness/judge/figures/format.ts";
import {
  againstReference,
  type ComparedValue,
  effectGrounds,
  effectRange,
  effectText,
  isMeasured,
  leverFinding,
} from "../words/levers.ts";
import { type Chart, cutNote, type DrawnChart, MOST_ROWS } from "./chart.ts";
import { FRAME, PALETTE, rowsAxis, rowsHeight } from "./theme.ts";

const AXES: Readonly<Record<LeverQuantity, { readonly title: string; readonly none: number }>> = {
  accuracy: { title: "Difference in accuracy (points)", none: 0 },
  cost: { title: "Times the cost of serving", none: 1 },
  trainingCost: { title: "Times the cost of training", none: 1 },
};

/** The effect of each lever on one quantity, as a dot with its interval. */
function leverChart(name: string, quantity: LeverQuantity): Chart {
  return {
    name,
    section: "levers",
    draw({ levers, labels }) {
      const compared = againstReference(levers);
      const rows = compared.filter((one) => isMeasured(one[quantity]));
      const exact = compared.filter((one) => one[quantity]?.isExact).map(({ to }) => to);
      const title = leverFinding(levers, quantity);
      if (title === null) return null;
      const shown = rows.slice(0, MOST_ROWS);
      const hasIntervals = shown.some((one) => one[quantity]?.interval != null);
      const references = [...new Set(shown.map(({ from }) => from))];
      return {
        title,
        subtitle: `Each value against ${references.join(", ")}${hasIntervals ? ", with its 95 % interval. Filled dots are beyond chance." : "."}${exact.length === 0 ? "" : ` Exactly the same: ${listing(exact)}.`}${cutNote(shown.length, rows.length)}`,
        description: `Dot plot of ${AXES[quantity].title.toLowerCase()} for ${shown.length} values of levers. ${title}.`,
        spec: specOf(quantity, shown, labels),
      };
    },
  };
}

function specOf(quantity: LeverQuantity, rows: readonly ComparedValue[], labels: Labels): DrawnChart["spec"] {
  const { title, none } = AXES[quantity];
  const scaled = (value: number) => (quantity === "accuracy" ? value * 100 : value);
  const values = rows.map((row) => {
    const effect = row[quantity]!;
    return {
      name: nameIn(row, rows, labels),
      change: `${row.to} in place of ${row.from}`,
      value: scaled(effect.value),
      low: scaled(effect.interval?.low ?? effect.value),
      high: scaled(effect.interval?.high ?? effect.value),
      isTold: isTold(effect),
      text: [effectText(quantity, effect.value), effectRange(quantity, effect)]
        .filter((part) => part !== "")
        .join(", "),
      grounds: effectGrounds(effect),
      settings: row.settings,
    };
  });
  const names = values.map(({ name }) => name);
  const y = rowsAxis(names);
  const scale = quantity === "accuracy" ? { zero: true } : { type: "log" as const, nice: false, padding: 8 };
  const x = { type: "quantitative", title, scale, axis: { tickCount: 5, format: "~r" } } as const;
  return {
    ...FRAME,
    height: rowsHeight(names),
    data: { values },
    layer: [
      {
        data: { values: [{ none }] },
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
            { field: "change", title: "change" },
            { field: "text", title: title.toLowerCase() },
            { field: "grounds", title: "grounds" },
            { field: "settings", title: "settings of the others" },
          ],
        },
      },
    ],
  };
}

/** Values that are called alike on two axes are told apart by the axis. */
function nameIn({ axis, to }: ComparedValue, rows: readonly ComparedValue[], labels: Labels): string {
  const nameOf = (one: Pick<ComparedValue, "axis" | "to">) => shortOn(labels, one.axis, one.to);
  const name = nameOf({ axis, to });
  return rows.some((other) => other.axis !== axis && nameOf(other) === name) ? `${humanize(axis)}: ${name}` : name;
}

export const leverCost = leverChart("levercost", "cost");
export const leverTraining = leverChart("levertraining", "trainingCost");
export const leverAccuracy = leverChart("leveraccuracy", "accuracy");
