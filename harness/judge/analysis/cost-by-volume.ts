import type { Price } from "../../contract/index.ts";
import type { CostCurve } from "../pricing/monthly/cost-curve.ts";
import { USUAL_OPERATION, USUAL_SEARCH_MONTHS } from "../pricing/monthly/defaults.ts";
import type { CellNeeds, Operation } from "../pricing/monthly/demand.ts";
import { costCurve } from "../pricing/monthly/monthly-cost.ts";
import type { RentedOffering } from "../pricing/monthly/offering.ts";
import { rentedOffering } from "../pricing/monthly/rented-offering.ts";
import type { Analysis, FinishedConfiguration } from "./analysis.ts";
import { cellNeeds } from "./cell-needs.ts";
import { finishedRuns } from "./cells.ts";
import { isComparable } from "./comparable.ts";
import { searchUsd } from "./search-cost.ts";

/** A configuration at the offer of its runs, with its cost a month as a function of the texts. */
export interface VolumePricedCell {
  readonly configuration: FinishedConfiguration;
  readonly needs: CellNeeds;
  readonly offering: RentedOffering;
  readonly curve: CostCurve;
}

/** Every finished configuration on the same data, in the analysis' order. */
export function cellsByVolume(
  { configurations }: Pick<Analysis, "configurations">,
  operation: Operation,
  offeringOf: (price: Price) => RentedOffering = (price) => rentedOffering(price),
): VolumePricedCell[] {
  return configurations.filter(isComparable).map((configuration) => {
    const needs = cellNeeds(configuration);
    const offering = offeringOf(finishedRuns(configuration.cells)[0]!.price);
    // Only a serverless offer can lack a measurement.
    return { configuration, needs, offering, curve: costCurve(needs, offering, operation)! };
  });
}

/** The usual operation, with a month's share of what this search cost. */
export function usualOperation({ cells }: Pick<Analysis, "cells">): Operation {
  return { ...USUAL_OPERATION, searchUsd: searchUsd(cells) / USUAL_SEARCH_MONTHS };
}
