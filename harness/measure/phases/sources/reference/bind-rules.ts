import { optimizers } from "../../../../classifier/training/optimizers/registry.ts";
import { schedules } from "../../../../classifier/training/schedules/registry.ts";
import type { Schedule, SteeredSchedule } from "../../../../classifier/training/schedules/schedule.ts";
import type { TrainingSpec } from "../../../../contract/index.ts";
import type { Optimizer } from "../../../../contract/optimizer.ts";
import { parametersOf } from "../../../../contract/plugin.ts";

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
