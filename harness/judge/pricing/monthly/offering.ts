import type { Price } from "../../../contract/index.ts";

/** What an offer states of its machine; null where it does not say. */
export interface OfferedMachine {
  /** "x86_64" or "arm64". */
  readonly architecture: string | null;
  readonly vcpus: number | null;
  /** Of a serverless offer, the most that a function may have. */
  readonly memoryGiB: number | null;
  readonly accelerator: string | null;
  /** Whether it may be busy only for a part of the time, on credits. */
  readonly isBurstable: boolean;
}

interface Named {
  /** provider/instance/region/terms */
  readonly id: string;
  readonly machine: OfferedMachine;
}

/** A machine by the hour. A reserved one is paid for all hours of the month; the others can be started for a training, too. */
export interface RentedOffering extends Named {
  readonly kind: "on-demand" | "spot" | "reserved";
  readonly usdPerHour: number;
  readonly billing: Price["billing"];
}

/** A function that is billed by request and by memory x time. A GB is 1,024 MB of 2^20 bytes, as providers bill it. */
export interface ServerlessOffering extends Named {
  readonly kind: "serverless";
  readonly usdPerRequest: number;
  readonly usdPerGbSecond: number;
  /** Each month. */
  readonly freeRequests: number;
  readonly freeGbSeconds: number;
  /** The time of each request is rounded up to a multiple. */
  readonly granularityMs: number;
  /** In MB of 2^20 bytes. Below `ofOneVcpu`, a function has the fraction of a core. */
  readonly memoryMb: { readonly least: number; readonly step: number; readonly ofOneVcpu: number };
}

/** A machine that was bought. */
export interface OwnedOffering extends Named {
  readonly kind: "owned";
  readonly purchaseUsd: number;
  /** Years over which the purchase is spread, evenly. */
  readonly lifeYears: number;
  /** At the wall socket, while it works and while it waits. */
  readonly busyWatts: number;
  readonly idleWatts: number;
  readonly usdPerKwh: number;
}

export type MachineOffering = RentedOffering | OwnedOffering;

/** Where a cell can be served. */
export type Offering = MachineOffering | ServerlessOffering;
