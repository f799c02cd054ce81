import type { Price } from "../../contract/index.ts";
import { type BreakEven, breakEven } from "../pricing/monthly/break-even.ts";
import { type CostCurve, usdAt } from "../pricing/monthly/cost-curve.ts";
import type { Operation } from "../pricing/monthly/demand.ts";
import { costCurve, hostedCurve, type MonthlyCost, monthlyCost } from "../pricing/monthly/monthly-cost.ts";
import type { Offering, RentedOffering } from "../pricing/monthly/offering.ts";
import { type Quotes, quotesFor } from "../pricing/monthly/quote.ts";
import type { Analysis } from "./analysis.ts";
import type { Condition } from "./condition.ts";
import { cellsByVolume, type VolumePricedCell } from "./cost-by-volume.ts";
import { askedAbout } from "./within-condition.ts";

/** What serving costs a month, asked of a run. */
export interface CostQuestion {
  readonly textsPerMonth: number;
  readonly operation: Operation;
  /** Dollars per million texts of a hosted service to compare with; null for none. */
  readonly hosted: number | null;
  /** Where the configuration can be served, beside the offer of its runs. */
  readonly offerings: readonly Offering[];
  /** The offer of a run's price. */
  readonly offeringOf: (price: Price) => RentedOffering;
  /** Ids of the configuration that is asked about and of another one to compare it with; null for the obvious ones. */
  readonly configuration: string | null;
  readonly versus: string | null;
}

/** A cell with its bill for the month. */
export interface BilledCell extends VolumePricedCell {
  readonly cost: MonthlyCost;
}

/** What the chosen configuration, at the offer of its runs, is compared with over the volume. It is the first of the two. */
export type Crossing = {
  readonly breakEven: BreakEven;
  /** What the other costs more at the volume that is asked about; negative if it costs less. */
  readonly differenceUsd: number;
} & (
  | { readonly kind: "hosted"; readonly usdPerMillionTexts: number }
  | { readonly kind: "cell"; readonly other: BilledCell }
  | { readonly kind: "offer"; readonly other: Offering }
);

export interface CostAnswer {
  readonly question: CostQuestion;
  /** What is given in all that it is about; null where the run has no other. */
  readonly condition: Condition | null;
  /** All configurations that can be compared, each at the offer of its runs, the cheapest first. */
  readonly cells: readonly BilledCell[];
  /** The configuration that is asked about: by default the answer's or, without one, the cheapest. */
  readonly chosen: BilledCell;
  /** What it costs at each offer. */
  readonly quotes: Quotes;
  readonly crossings: readonly Crossing[];
}

/**
 * Of several conditions, the answer is about that of the configuration that is asked about, else of the baseline.
 * @returns null if no configuration finished
 */
export function costAnswer(run: Analysis, question: CostQuestion): CostAnswer | null {
  const { operation, textsPerMonth, configuration } = question;
  const { condition, analysis } = askedAbout(run, configuration ?? run.labels.baseline);
  const cells = cellsByVolume(analysis, operation, question.offeringOf)
    // An hourly offer always has a bill.
    .map((cell) => ({ ...cell, cost: monthlyCost(cell.needs, cell.offering, operation, textsPerMonth)! }))
    .sort((a, b) => a.cost.totalUsd - b.cost.totalUsd || servingCost(a) - servingCost(b));
  const wanted = configuration ?? analysis.answer.winner;
  const chosen = cells.find((cell) => cell.configuration.id === wanted) ?? cells[0];
  if (chosen === undefined) return null;
  const { offering } = chosen;
  const others = question.offerings.filter(({ id }) => id !== offering.id);
  const quotes = quotesFor(chosen.needs, [offering, ...others], operation, textsPerMonth);
  const crossings = crossingsOf(chosen, rivalOf(chosen, cells, question), quotes, question);
  return { question, condition, cells, chosen, quotes, crossings };
}

function servingCost({ configuration: { figures } }: BilledCell): number {
  return figures.usdPerMillionTexts.middle;
}

/** The one that is asked for, the baseline or, for the baseline itself, the one that is served at the lowest cost. */
function rivalOf(chosen: BilledCell, cells: readonly BilledCell[], { versus }: CostQuestion): BilledCell | undefined {
  const others = cells.filter((cell) => cell !== chosen).sort((a, b) => servingCost(a) - servingCost(b));
  if (versus !== null) return others.find(({ configuration }) => configuration.id === versus);
  return others.find(({ configuration }) => configuration.isBaseline) ?? others[0];
}

/** The kinds of offers whose cost grows in another way than that of machines by the hour. */
const OTHER_KINDS: readonly Offering["kind"][] = ["serverless", "owned"];

/** The hosted price, the other cell, and the cheapest offer of each other kind. */
function crossingsOf(
  { needs, curve }: BilledCell,
  rival: BilledCell | undefined,
  { quotes }: Quotes,
  { hosted, operation, textsPerMonth }: CostQuestion,
): Crossing[] {
  const against = (other: CostCurve) => ({
    breakEven: breakEven(curve, other),
    differenceUsd: usdAt(other, textsPerMonth) - usdAt(curve, textsPerMonth),
  });
  const offers = OTHER_KINDS.flatMap((kind): Crossing[] => {
    const other = quotes.find(({ offering }) => offering.kind === kind)?.offering;
    const theirs = other === undefined ? null : costCurve(needs, other, operation);
    return other === undefined || theirs === null ? [] : [{ kind: "offer", other, ...against(theirs) }];
  });
  return [
    ...(hosted === null
      ? []
      : [{ kind: "hosted", usdPerMillionTexts: hosted, ...against(hostedCurve(hosted)) } as const]),
    ...(rival === undefined ? [] : [{ kind: "cell", other: rival, ...against(rival.curve) } as const]),
    ...offers,
  ];
}
