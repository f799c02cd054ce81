import { MILLION, MS_PER_HOUR, SECONDS_PER_HOUR } from "../../../base/conversions.ts";
import { billedUsd, wallUsd } from "../cost.ts";
import { type CostCurve, machinesFor, usdAt } from "./cost-curve.ts";
import type { CellNeeds, Operation } from "./demand.ts";
import { type MachineRates, machineRates } from "./machine-rates.ts";
import { DAYS_PER_MONTH, HOURS_PER_MONTH } from "./month.ts";
import type { MachineOffering, Offering, ServerlessOffering } from "./offering.ts";
import { requestUse } from "./serverless.ts";

/** A month's bill for serving a number of texts, by what it is for. */
export interface MonthlyCost {
  /** Machines that serve; null if none are bought whole. */
  readonly machines: number | null;
  /** While texts are answered. */
  readonly servingUsd: number;
  /** While machines wait. */
  readonly idleUsd: number;
  readonly retrainingUsd: number;
  /** Training the teachers again; null without teachers. */
  readonly teachersUsd: number | null;
  /** What the trainings are billed beyond their time. */
  readonly minimumBillingUsd: number;
  /** The month's share of the search. */
  readonly searchUsd: number;
  readonly totalUsd: number;
}

/** What trainings cost in a month, apart from machines that are paid for anyway. */
type TrainingBill = Pick<MonthlyCost, "retrainingUsd" | "teachersUsd" | "minimumBillingUsd">;

/**
 * A cell's dollars a month at an offer, as a function of the texts a month.
 * @returns null for a serverless offer if memory or latency were not measured
 * @throws RangeError if the throughput or the utilization is not above 0
 */
export function costCurve(needs: CellNeeds, offering: Offering, operation: Operation): CostCurve | null {
  const terms = termsOf(needs, offering, operation);
  return terms === null ? null : terms.curve;
}

/** The bill for a number of texts a month; its total is on the cell's curve. */
export function monthlyCost(
  needs: CellNeeds,
  offering: Offering,
  operation: Operation,
  texts: number,
): MonthlyCost | null {
  return termsOf(needs, offering, operation)?.bill(texts) ?? null;
}

/** The curve of a hosted service with one price, which is neither trained nor searched for. */
export function hostedCurve(usdPerMillionTexts: number): CostCurve {
  return { fixedUsd: 0, usdPerText: usdPerMillionTexts / MILLION, beyondFree: [], machines: null };
}

interface Terms {
  readonly curve: CostCurve;
  readonly bill: (texts: number) => MonthlyCost;
}

function termsOf(needs: CellNeeds, offering: Offering, operation: Operation): Terms | null {
  return offering.kind === "serverless"
    ? ofFunction(needs, offering, operation)
    : ofMachines(needs, offering, operation);
}

/** Every text is a request of its own, and the training runs at the cell's own offer. */
function ofFunction(needs: CellNeeds, offering: ServerlessOffering, operation: Operation): Terms | null {
  const use = requestUse(needs, offering, operation);
  if (use === null) return null;
  const training = billOf(needs, needs.trainingPrice, trainingsPerMonth(operation));
  const { searchUsd } = operation;
  const fixedUsd = sumOf(training) + searchUsd;
  const { usdPerRequest, usdPerGbSecond, freeRequests, freeGbSeconds } = offering;
  const beyondFree = [
    { texts: freeRequests, usdPerText: usdPerRequest },
    { texts: freeGbSeconds / use.gbSeconds, usdPerText: use.gbSeconds * usdPerGbSecond },
  ];
  const curve: CostCurve = { fixedUsd, usdPerText: 0, beyondFree, machines: null };
  return {
    curve,
    bill: (texts) => {
      const totalUsd = usdAt(curve, texts);
      return { machines: null, servingUsd: totalUsd - fixedUsd, idleUsd: 0, ...training, searchUsd, totalUsd };
    },
  };
}

/** Whole machines for all hours of the month. */
function ofMachines(needs: CellNeeds, offering: MachineOffering, operation: Operation): Terms {
  const rates = machineRates(offering, operation);
  const trainings = trainingsPerMonth(operation);
  const { searchUsd } = operation;
  const own = ownTrainingHours(needs, rates, trainings);
  const rented = rates.training === null ? null : billOf(needs, rates.training, trainings);
  const textsPerHour = needs.textsPerSecond * SECONDS_PER_HOUR;
  const busyTextsPerHour = textsPerHour * checkedUtilization(operation);
  const curve: CostCurve = {
    fixedUsd: searchUsd + (rented === null ? own * rates.usdPerBusyHour : sumOf(rented)),
    usdPerText: rates.usdPerBusyHour / textsPerHour,
    beyondFree: [],
    machines: {
      usdEach: rates.usdPerHour * HOURS_PER_MONTH,
      textsEach: wholeTexts(busyTextsPerHour * HOURS_PER_MONTH),
      textsOfTraining: own * busyTextsPerHour,
    },
  };
  const usdPerWorkingHour = rates.usdPerHour + rates.usdPerBusyHour;
  return {
    curve,
    bill: (texts) => {
      const machines = machinesFor(curve.machines!, texts);
      const servingHours = texts / textsPerHour;
      return {
        machines,
        servingUsd: servingHours * usdPerWorkingHour,
        idleUsd: (machines * HOURS_PER_MONTH - servingHours - own) * rates.usdPerHour,
        ...(rented ?? ownBill(needs, usdPerWorkingHour, trainings)),
        searchUsd,
        totalUsd: usdAt(curve, texts),
      };
    },
  };
}

function trainingsPerMonth({ retrainDays }: Operation): number {
  return retrainDays === null ? 0 : DAYS_PER_MONTH / retrainDays;
}

/** Hours a month in which the machines that serve train; 0 if others do. */
function ownTrainingHours(needs: CellNeeds, { training }: MachineRates, trainings: number): number {
  return training === null ? (trainings * trainingMs(needs)) / MS_PER_HOUR : 0;
}

function trainingMs({ trainingMs: student, teachersMs }: CellNeeds): number {
  return student + (teachersMs ?? 0);
}

/** Each training, its teachers' included, is one stretch on a machine of its own. */
function billOf(needs: CellNeeds, price: CellNeeds["trainingPrice"], trainings: number): TrainingBill {
  const together = trainingMs(needs);
  return {
    ...ownBill(needs, price.usdPerHour, trainings),
    minimumBillingUsd: trainings * (billedUsd(together, price) - wallUsd(together, price.usdPerHour)),
  };
}

/** Nothing is billed beyond the time on a machine that is paid for anyway. */
function ownBill({ trainingMs: student, teachersMs }: CellNeeds, usdPerHour: number, trainings: number): TrainingBill {
  return {
    retrainingUsd: trainings * wallUsd(student, usdPerHour),
    teachersUsd: teachersMs === null ? null : trainings * wallUsd(teachersMs, usdPerHour),
    minimumBillingUsd: 0,
  };
}

function sumOf({ retrainingUsd, teachersUsd, minimumBillingUsd }: TrainingBill): number {
  return retrainingUsd + (teachersUsd ?? 0) + minimumBillingUsd;
}

function checkedUtilization({ utilization }: Operation): number {
  if (utilization > 0 && utilization <= 1) return utilization;
  throw new RangeError(`utilization must be above 0 and at most 1, got ${utilization}`);
}

function wholeTexts(textsEach: number): number {
  if (textsEach >= 1) return Math.floor(textsEach);
  throw new RangeError(`a machine must serve at least one text a month, got ${textsEach}`);
}
