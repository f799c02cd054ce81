import { canonicalJson } from "../../base/canonical-json.ts";
import type { Plan, Price } from "../../contract/index.ts";
import { isBurstable as mayBurst } from "../pricing/monthly/rented-offering.ts";
import type { UsedPrice } from "../pricing/used-prices.ts";
import type { CellResult } from "./analysis.ts";
import { finishedRecords } from "./cells.ts";
import { machineOf } from "./measured-machine.ts";
import type { MachineDifference, MeasuredMachine, Warning } from "./warning.ts";

/** A quarter: list prices are rarely revised more often, and spot prices always are. */
const OLD_AFTER_DAYS = 92;
const MS_PER_DAY = 24 * 3600 * 1000;

interface PriceWarningInput {
  readonly plan: Plan;
  readonly cells: readonly CellResult[];
  readonly prices: readonly UsedPrice[];
}

/** Reasons to doubt the dollars, offer by offer. Prices given for an analysis are doubted like the plan's. */
export function priceWarnings(input: PriceWarningInput): Warning[] {
  return input.prices.flatMap((used) => [
    ...otherOffer(used, input.plan),
    ...otherMachine(used, input.cells),
    ...unsteadyOffer(used.price),
    ...oldPrice(used, input.cells),
  ]);
}

/** The plan names an offer of which neither it nor any record holds the terms, as plans before schema 3 can. */
function otherOffer({ price, origin, backends }: UsedPrice, { cells }: Plan): Warning[] {
  if (origin !== "record") return [];
  const planned = new Map(cells.map(({ experiment, priceId }) => [experiment.serving.backend, priceId]));
  return backends
    .filter((backend) => planned.get(backend) !== price.id)
    .map((backend) => ({ kind: "other-offer", backend, planned: planned.get(backend)!, recorded: price.id }));
}

function otherMachine({ price, backends }: UsedPrice, cells: readonly CellResult[]): Warning[] {
  const machines = machinesOf(cells, backends);
  const differing = machines.filter((machine) => differsIn(machine, price).length > 0);
  if (differing.length === 0) return [];
  const differences = [...new Set(differing.flatMap((machine) => differsIn(machine, price)))];
  const { id: offer, architecture = null, vcpus = null, accelerator = null } = price;
  const billed = { architecture, vcpus, accelerator };
  return [{ kind: "other-machine", offer, measured: differing, billed, differences }];
}

/** What the offer states and the machine has otherwise. */
function differsIn({ architecture, cores, accelerator }: MeasuredMachine, offer: Price): MachineDifference[] {
  // Drivers and price sheets call the same GPU by different names, so that only having one can be compared.
  const isOther = offer.accelerator !== undefined && (offer.accelerator === null) !== (accelerator === null);
  return [
    ...(isOther ? (["accelerator"] as const) : []),
    ...(offer.architecture !== undefined && offer.architecture !== architecture ? (["architecture"] as const) : []),
    ...(offer.vcpus !== undefined && offer.vcpus !== cores ? (["vcpus"] as const) : []),
  ];
}

function machinesOf(cells: readonly CellResult[], backends: readonly string[]): MeasuredMachine[] {
  const machines = recordsOn(cells, backends).map(machineOf);
  return [...new Map(machines.map((machine) => [canonicalJson(machine), machine])).values()];
}

function recordsOn(cells: readonly CellResult[], backends: readonly string[]) {
  return finishedRecords(cells).filter(({ experiment }) => backends.includes(experiment.serving.backend));
}

function unsteadyOffer({ id: offer, terms, notes }: Price): Warning[] {
  const isSpot = terms === "spot";
  const isBurstable = mayBurst(notes ?? "");
  return isSpot || isBurstable ? [{ kind: "unsteady-offer", offer, isSpot, isBurstable }] : [];
}

function oldPrice({ price: { id: offer, date }, backends }: UsedPrice, cells: readonly CellResult[]): Warning[] {
  const measured = recordsOn(cells, backends).map(({ startedAt }) => startedAt);
  const newest = measured.sort().at(-1);
  if (newest === undefined) return [];
  const days = Math.floor((Date.parse(newest) - Date.parse(date)) / MS_PER_DAY);
  return days > OLD_AFTER_DAYS ? [{ kind: "old-price", offer, date, measuredAt: newest, days }] : [];
}
