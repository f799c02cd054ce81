import { MILLION } from "../harness/base/conversions.ts";
import type { Analysis } from "../harness/judge/analysis/analysis.ts";
import type { BilledCell, CostAnswer } from "../harness/judge/analysis/cost-answer.ts";
import { formatCount } from "../harness/judge/figures/format.ts";
import type { MonthlyCost } from "../harness/judge/pricing/monthly/monthly-cost.ts";
import type { Quote } from "../harness/judge/pricing/monthly/quote.ts";
import { alignedTable } from "../reports/aligned-table.ts";
import { markedAsBaseline } from "../reports/words/labels.ts";
import { formatBill } from "../reports/words/monthly/amounts.ts";
import { doubtsText } from "../reports/words/monthly/doubts.ts";

const NONE = "—";

/** A column of a bill; left out if no row has it. */
const PARTS = [
  ["serving", ({ servingUsd }) => servingUsd],
  ["waiting", ({ idleUsd }) => idleUsd],
  ["training", ({ retrainingUsd }) => retrainingUsd],
  ["teachers", ({ teachersUsd }) => teachersUsd],
  ["minimum", ({ minimumBillingUsd }) => minimumBillingUsd],
  ["search", ({ searchUsd }) => searchUsd],
] as const satisfies readonly (readonly [string, (cost: MonthlyCost) => number | null])[];

/** The bill of each configuration at the offer of its runs, the cheapest first; * marks the one that is asked about. */
export function billTable({ cells, chosen, question }: CostAnswer, { labels }: Analysis): string {
  const parts = PARTS.filter(([, read]) => cells.some(({ cost }) => (read(cost) ?? 0) > 0));
  const ids = new Set(cells.map(({ offering }) => offering.id));
  const hasOffer = ids.size > 1;
  const nameOf = ({ configuration: { label, isBaseline } }: BilledCell) =>
    isBaseline ? markedAsBaseline(label, labels) : label;
  const rows = cells.map((cell) => [
    `${cell === chosen ? "* " : "  "}${nameOf(cell)}`,
    ...(hasOffer ? [cell.offering.id] : []),
    machinesText(cell.cost),
    ...parts.map(([, read]) => billText(read(cell.cost))),
    ...totals(cell.cost, question.textsPerMonth),
  ]);
  const head = [
    "  configuration",
    ...(hasOffer ? ["offer"] : []),
    "machines",
    ...parts.map(([title]) => title),
    "a month",
    "$/M texts",
  ];
  return alignedTable(head, rows);
}

/** What the chosen configuration costs at each offer. */
export function quoteTable({ chosen, question }: CostAnswer, quotes: readonly Quote[]): string {
  const rows = quotes.map(({ offering, cost, doubts }) => [
    `${offering.id === chosen.offering.id ? "* " : "  "}${offering.id}`,
    offering.kind,
    machinesText(cost),
    ...totals(cost, question.textsPerMonth),
    doubtsText(doubts, chosen.needs),
  ]);
  return alignedTable(["  offer", "kind", "machines", "a month", "$/M texts", ""], rows);
}

function totals({ totalUsd }: MonthlyCost, texts: number): string[] {
  return [formatBill(totalUsd), formatBill((totalUsd / texts) * MILLION)];
}

function machinesText({ machines }: MonthlyCost): string {
  return machines === null ? NONE : formatCount(machines);
}

function billText(usd: number | null): string {
  if (usd === null) return NONE;
  return usd > 0 && usd < 0.005 ? "< $0.01" : formatBill(usd);
}
