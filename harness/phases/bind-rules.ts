import type { TrainingSpec } from "../contract.ts";
import { parametersOf } from "../plugin.ts";
import type { Optimizer } from "../training/optimizer.ts";
import { optimizers } from "../training/optimizers/registry.ts";
import { type Schedule, type SteeredSchedule, schedules } from "../training/schedules/registry.ts";

/** A training's optimizer and schedule with their parameters. @throws ConfigError */
export async function bindRules({ optimizer, schedule }: Pick<TrainingSpec, "optimizer" | "schedule">): Promise<{
  readonly optimizer: Optimizer;
  readonly schedule: Schedule | SteeredSchedule;
}> {
  return {
    optimizer: (await optimizers.load(optimizer.name)).bind(parametersOf(optimizer)),
    schedule: (await schedules.load(schedule.name)).bind(parametersOf(schedule)),
  };
}
