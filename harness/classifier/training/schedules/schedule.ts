/**
 * 0-based step and the number of steps of the whole training -> factor on the optimizer's learning rate. The length is
 * the planned one, whether or not the training stops early: the course ends at the planned end, step = totalSteps.
 */
import type { Json } from "../../../base/canonical-json.ts";
export type Schedule = (step: number, totalSteps: number) => number;

/** A course that the validation loss steers; without validation rows it stays where it starts. */
export interface SteeredSchedule {
  /** The course of one training, before its first epoch. */
  start(): RunningSchedule;
}

export interface RunningSchedule {
  /** Holds until the next epoch has ended. */
  readonly factor: Schedule;
  /** Called after every epoch. @returns whether the factor is lower now */
  afterEpoch(validationLoss: number): boolean;
}

export interface SchedulePlugin {
  /** @throws ConfigError on a parameter that is unknown or out of range */
  bind(parameters: Readonly<Record<string, Json>>): Schedule | SteeredSchedule;
}

/** Whether a schedule needs validation rows. */
export function isSteered(schedule: Schedule | SteeredSchedule): schedule is SteeredSchedule {
  return typeof schedule !== "function";
}

/** The course of one training; a course that nothing steers is the same in all of them. */
export function startSchedule(schedule: Schedule | SteeredSchedule): RunningSchedule {
  return isSteered(schedule) ? schedule.start() : { factor: schedule, afterEpoch: () => false };
}
