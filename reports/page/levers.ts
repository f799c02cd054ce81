import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type {
  EffectsByQuantity,
  Interaction,
  LeverQuantity,
} from "../../harness/judge/analysis/levers/lever-effects.ts";
import { humanize } from "../../harness/judge/analysis/value-names.ts";
import { formatCount } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import {
  againstReference,
  effectGrounds,
  effectRange,
  effectText,
  isMeasured,
  leverSentences,
  toldText,
} from "../words/levers.ts";
import { numberCell, textCell } from "./cells.ts";
import { type Column, NOT_MEASURED } from "./column.ts";
import { figureMarkup, type NamedChart } from "./figures.ts";
import { tableMarkup } from "./table.ts";

/** A change of one lever, or of two together. */
interface LeverRow extends EffectsByQuantity {
  readonly lever: string;
  readonly change: string;
  readonly settings: number;
}

const COLUMNS: readonly Column<LeverRow>[] = [
  {
    title: "Change",
    help: "The value that replaces the other; below, the axis",
    kind: "text",
    read: ({ change, lever }) => textCell(change, lever),
  },
  quantityColumn("Serving cost", "Cost of serving over that without the change", "cost"),
  quantityColumn("Training cost", "Cost of training over that without the change", "trainingCost"),
  quantityColumn("Test accuracy", "Difference of test accuracy", "accuracy"),
  {
    title: "Beyond chance",
    help: "What changes at 5 % by Holm’s procedure, over all comparisons of the lever or of the two levers",
    kind: "text",
    read: (row) => textCell(toldText(row) || "—"),
  },
  {
    title: "Settings",
    help: "Settings of the other levers that have both values, or all four combinations of two levers",
    kind: "number",
    read: ({ settings }) => numberCell(settings, formatCount),
  },
];

function quantityColumn(title: string, help: string, quantity: LeverQuantity): Column<LeverRow> {
  return {
    title,
    help: `${help}, averaged over configurations that are equal in all else; below, its 95 % interval`,
    kind: "number",
    read: (row) => {
      const effect = row[quantity];
      if (effect === null) return NOT_MEASURED;
      const detail = effectRange(quantity, effect);
      const text = effect.isExact ? "the same" : effectText(quantity, effect.value);
      return { text, ...(detail === "" ? {} : { detail }), title: effectGrounds(effect), sort: effect.value };
    },
    isNeeded: (rows) => rows.some((row) => isMeasured(row[quantity])),
  };
}

/** What each axis of the matrix does, in words, charts and a table; empty where no two configurations can be compared. */
export function leverSection({ levers }: Analysis, charts: readonly NamedChart[]): Markup {
  const rows = [
    ...againstReference(levers).map((one) => ({
      ...one,
      lever: humanize(one.axis),
      change: `${one.from} → ${one.to}`,
    })),
    ...levers.interactions.filter((one) => toldText(one) !== "").map(interactionRow),
  ];
  if (rows.length === 0) return html``;
  return html`<section id="levers" data-testid="levers">
<h2>What each lever does</h2>
<p class="lede">${leverSentences(levers).join(" ")}</p>
<div class="charts">${charts.map((chart) => figureMarkup(chart))}</div>
${tableMarkup({
  id: "lever-effects",
  caption:
    "Each value against the baseline’s or, without a baseline, the matrix’ first; two levers together where they do more or less than each alone. summary.json has every two values and every two levers.",
  columns: COLUMNS,
  rows,
  rowClass: () => "",
})}
</section>`;
}

function interactionRow({ changes: [one, other], ...effects }: Interaction): LeverRow {
  return {
    ...effects,
    lever: `${humanize(one.axis)} × ${humanize(other.axis)}`,
    change: `${one.to} and ${other.to}, beyond each alone`,
  };
}
