/**
 * 0-based step and the number of steps of the whole training -> factor on the optimizer's learning rate. The training is
 * as long as it was planned, whether or not it stops early: at the planned end, step = totalSteps, a course has run out.
 */
import type { Json } from "../../../base/canonical-json.ts";
export type Schedule = (step: number, totalSteps: number) => number;

/** A course that the validation loss steers; a training without validation rows leaves it where it starts. */
export interface SteeredSchedule {
  /** The course of one training, before its first epoch. */
  start(): RunningSchedule;
}

export interface RunningSchedule {
  /** Holds until the next epoch has ended. */
  readonly factor: Schedule;
  /** Told after every epoch; whether the factor is now a lower one. */
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

/** The course of one training; one that nothing steers is the same in all of them. */
export function startSchedule(schedule: Schedule | SteeredSchedule): RunningSchedule {
  return isSteered(schedule) ? schedule.start() : { factor: schedule, afterEpoch: () => false };
}
