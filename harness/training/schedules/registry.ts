import type { Json } from "../../canonical.ts";
import { createRegistry } from "../../registry.ts";

/** 0-based step and the number of steps of the whole training -> factor on the optimizer's learning rate. */
export type Schedule = (step: number, totalSteps: number) => number;

export interface SchedulePlugin {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): Schedule;
}

export const schedules = createRegistry<SchedulePlugin>("schedule", {
  constant: async () => (await import("./constant.ts")).constant,
});
