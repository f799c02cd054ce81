import type { Price } from "../../../contract/index.ts";
import type { CellNeeds, Operation } from "./demand.ts";
import { HOURS_PER_MONTH } from "./month.ts";
import type { MachineOffering } from "./offering.ts";

const WATTS_PER_KILOWATT = 1000;
const MONTHS_PER_YEAR = 12;

/** What an hour of a machine costs. */
export interface MachineRates {
  /** Whether it works or waits. */
  readonly usdPerHour: number;
  /** On top of that, while it works. */
  readonly usdPerBusyHour: number;
  /** How the trainings are billed, on a machine of their own; null if the machines that serve train in their idle time. */
  readonly training: CellNeeds["trainingPrice"] | null;
}

/** A spot machine must be paid for longer than it works: 1 / (1 - loss) times as long. */
export function machineRates(offering: MachineOffering, { spotLoss }: Pick<Operation, "spotLoss">): MachineRates {
  switch (offering.kind) {
    case "on-demand":
      return rented(offering.usdPerHour, offering.billing);
    case "spot":
      return rented(offering.usdPerHour / (1 - spotLoss), offering.billing);
    case "reserved":
      return { usdPerHour: offering.usdPerHour, usdPerBusyHour: 0, training: null };
    case "owned": {
      const { purchaseUsd, lifeYears, busyWatts, idleWatts, usdPerKwh } = offering;
      const writtenOff = purchaseUsd / (lifeYears * MONTHS_PER_YEAR * HOURS_PER_MONTH);
      const electricity = (watts: number) => (watts / WATTS_PER_KILOWATT) * usdPerKwh;
      return {
        usdPerHour: writtenOff + electricity(idleWatts),
        usdPerBusyHour: electricity(busyWatts - idleWatts),
        training: null,
      };
    }
  }
}

function rented(usdPerHour: number, billing: Price["billing"]): MachineRates {
  return { usdPerHour, usdPerBusyHour: 0, training: { usdPerHour, billing } };
}
