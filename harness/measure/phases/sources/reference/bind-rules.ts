import { HELD_SLOT, heldEmbedding, heldOptimizer } from "../../../../classifier/training/held-optimizer.ts";
import { optimizers } from "../../../../classifier/training/optimizers/registry.ts";
import type { TableLayout } from "../../../../classifier/training/parameter-table.ts";
import { schedules } from "../../../../classifier/training/schedules/registry.ts";
import type { Schedule, SteeredSchedule } from "../../../../classifier/training/schedules/schedule.ts";
import type { TrainingSpec } from "../../../../contract/index.ts";
import type { Optimizer } from "../../../../contract/optimizer.ts";
import { parametersOf } from "../../../../contract/plugin.ts";
import type { TrainerSetup } from "../../../../contract/trainer.ts";

/**
 * A training's optimizer, which leaves what is frozen as it is, and its schedule with their parameters.
 * @returns with the initial values of the optimizer's slots, where they are no zeros
 * @throws ConfigError
 */
export async function bindRules(
  { optimizer, schedule, frozen }: Pick<TrainingSpec, "optimizer" | "schedule" | "frozen">,
  layout: TableLayout,
): Promise<{
  readonly optimizer: Optimizer;
  readonly slots: NonNullable<TrainerSetup["slots"]>;
  readonly schedule: Schedule | SteeredSchedule;
}> {
  const rule = (await optimizers.load(optimizer.name)).bind(parametersOf(optimizer));
  const holds = frozen === "embedding";
  return {
    optimizer: holds ? heldOptimizer(rule) : rule,
    slots: holds ? { [HELD_SLOT]: heldEmbedding(layout) } : {},
    schedule: (await schedules.load(schedule.name)).bind(parametersOf(schedule)),
  };
}
