import type { CellNeeds, Operation } from "../../../../../harness/judge/pricing/monthly/demand.ts";
import { DAYS_PER_MONTH } from "../../../../../harness/judge/pricing/monthly/month.ts";
import type {
  OfferedMachine,
  OwnedOffering,
  RentedOffering,
  ServerlessOffering,
} from "../../../../../harness/judge/pricing/monthly/offering.ts";

export const MACHINE: OfferedMachine = {
  architecture: "x86_64",
  vcpus: 2,
  memoryGiB: 4,
  accelerator: null,
  isBurstable: false,
};

/** 3.60 USD an hour is a tenth of a cent a second; billed by the minute, with two minutes at least. */
export function rented(kind: RentedOffering["kind"], change: Partial<RentedOffering> = {}): RentedOffering {
  return {
    id: `maker/box/here/${kind}`,
    kind,
    usdPerHour: 3.6,
    billing: { granularitySeconds: 60, minimumSeconds: 120 },
    machine: MACHINE,
    ...change,
  };
}

/** 876 USD over a year are 10 cents an hour; waiting takes 0.4 cents of electricity an hour, working 2 cents more. */
export const OWNED: OwnedOffering = {
  id: "own/box/here/owned",
  kind: "owned",
  purchaseUsd: 876,
  lifeYears: 1,
  busyWatts: 120,
  idleWatts: 20,
  usdPerKwh: 0.2,
  machine: MACHINE,
};

/** A function of 128 MB has a tenth of a core. */
export const SERVERLESS: ServerlessOffering = {
  id: "maker/function/here/serverless",
  kind: "serverless",
  usdPerRequest: 2e-7,
  usdPerGbSecond: 2e-5,
  freeRequests: 1e6,
  freeGbSeconds: 4e5,
  granularityMs: 1,
  memoryMb: { least: 128, step: 1, ofOneVcpu: 1280 },
  machine: { ...MACHINE, vcpus: null, memoryGiB: 10 },
};

/** A thousand texts a second; 45 s of training, of which its teachers take 15. */
export const NEEDS: CellNeeds = {
  textsPerSecond: 1000,
  threads: 1,
  requestMs: 0.25,
  coldStartMs: 99.75,
  memoryBytes: 100 * 2 ** 20,
  measuredOn: { architecture: "x86_64", accelerator: null },
  trainingMs: 30_000,
  teachersMs: 15_000,
  trainingPrice: { usdPerHour: 3.6, billing: { granularitySeconds: 60, minimumSeconds: 120 } },
};

/** Machines half busy, two trainings a month, a dollar of the search. */
export const OPERATION: Operation = {
  utilization: 0.5,
  retrainDays: DAYS_PER_MONTH / 2,
  searchUsd: 1,
  spotLoss: 0.1,
  coldShare: 0.01,
};
