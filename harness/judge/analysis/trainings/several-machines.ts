import { median } from "simple-statistics";
import { canonicalJson } from "../../../base/canonical-json.ts";
import { groupBy } from "../../../base/group-by.ts";
import { perObject } from "../../../base/per-object.ts";
import { bytesPerSecondOf, LINKS, type Link, MACHINES, USUAL_LINK } from "../../pricing/machines/links.ts";
import { type SecondMachine, secondMachine } from "../../pricing/machines/second-machine.ts";
import {
  exchangeMs,
  type LinkSpeed,
  type TrainingWork,
  trainingMs,
  trainingUsd,
} from "../../pricing/machines/time-on-machines.ts";
import type { PricedRun } from "../../pricing/priced-run.ts";
import type { Analysis, FinishedConfiguration } from "../analysis.ts";
import { finishedRuns } from "../cells.ts";
import { isComparable } from "../comparable.ts";

/** A training that ran in several processes, on so many machines over so fast a link. */
export interface OnMachines {
  readonly machines: number;
  readonly ms: number;
  readonly usd: number;
}

export interface OverLink {
  readonly link: Link;
  /** For each of `MACHINES`. */
  readonly on: readonly OnMachines[];
}

/** What a way of training together would take on machines of their own, by the times of one process and what several exchanged. */
export interface TogetherOnMachines {
  readonly one: FinishedConfiguration;
  readonly workers: number;
  readonly overLinks: readonly OverLink[];
  /** Over the usual link. */
  readonly second: SecondMachine;
  /** Exchanges over loopback: as the model has them by the latency and the bandwidth that were measured there, and as they were, with waiting for others. */
  readonly loopback: { readonly predictedMs: number; readonly measuredMs: number };
  /** Null where not counted. */
  readonly parameters: number | null;
  /** Null where a batch is all rows. */
  readonly batchSize: number | null;
}

/** Every finished configuration that trained in several processes, in the order of the matrix. */
export function onSeveralMachines({ configurations }: Pick<Analysis, "configurations">): readonly TogetherOnMachines[] {
  return ofConfigurations(configurations);
}

/** By the configurations, which the parts of an analysis share where it has one answer. */
const ofConfigurations = perObject((configurations: Analysis["configurations"]): readonly TogetherOnMachines[] => {
  const stepOf = leastDisturbedSteps(configurations);
  return configurations.filter(isComparable).flatMap((one) => {
    const runs = finishedRuns(one.cells).filter(isTogether);
    return runs.length === 0 ? [] : [ofConfiguration(one, runs, stepOf)];
  });
});

/** Trainings that are the same on machines of their own, however many processes they were measured with: the same steps and exchanges. */
export function alikeOnMachines(all: readonly TogetherOnMachines[]): readonly (readonly TogetherOnMachines[])[] {
  return [...groupBy(all, ({ overLinks }) => canonicalJson(overLinks)).values()];
}

/**
 * The one in which two machines would be done first over the usual link, of those that were measured with two processes if there are any;
 * undefined if nothing trained in several processes.
 */
export function fastestOnTwo(all: readonly TogetherOnMachines[]): TogetherOnMachines | undefined {
  const ofTwo = all.filter(({ workers }) => workers === 2);
  return [...(ofTwo.length === 0 ? all : ofTwo)].sort((a, b) => a.second.twoMs - b.second.twoMs)[0];
}

/** How the two machines of `second` compare: dollars of both. */
export function secondUsd({ one, second }: Pick<TogetherOnMachines, "one" | "second">) {
  const { usdPerHour } = finishedRuns(one.cells)[0]!.price;
  return { one: trainingUsd(second.oneMs, 1, usdPerHour), two: trainingUsd(second.twoMs, 2, usdPerHour) };
}

/** A run of several processes. */
export type TogetherRun = PricedRun & {
  readonly usage: { readonly together: NonNullable<PricedRun["usage"]["together"]> };
};

/** Owners of rows that differ are compared with one another, not with one machine. */
function isTogether(run: PricedRun): run is TogetherRun {
  return run.usage.together !== undefined && run.usage.together.owners === undefined;
}

function ofConfiguration(one: FinishedConfiguration, runs: readonly TogetherRun[], stepOf: StepOf): TogetherOnMachines {
  const works = runs.map((run) => workOf(run, stepOf(run)));
  const work = medianWork(works);
  const [{ price, parameters, experiment, usage }] = runs as readonly [TogetherRun, ...TogetherRun[]];
  const { batchSize } = experiment.training;
  return {
    one,
    workers: usage.together.workers,
    overLinks: LINKS.map((link) => ({
      link,
      on: MACHINES.map((machines) => {
        const ms = trainingMs(work, machines, speedOf(link));
        return { machines, ms, usd: trainingUsd(ms, machines, price.usdPerHour) };
      }),
    })),
    second: secondMachine(work, speedOf(USUAL_LINK)),
    loopback: {
      predictedMs: middle(runs, ({ usage: { together } }, index) => {
        const { workers, exchanges, link } = together;
        return exchanges * exchangeMs(works[index]!, workers, link);
      }),
      measuredMs: middle(runs, ({ usage }) => usage.together.exchangeWallMs),
    },
    parameters: parameters ?? null,
    batchSize: typeof batchSize === "number" ? batchSize : null,
  };
}

/** What one process takes for some steps. */
type AloneStep = TogetherRun["usage"]["together"]["alone"];

export type StepOf = (run: TogetherRun) => AloneStep;

/**
 * What one process takes, of all runs whose steps do the same work the fastest: a step does the same however many exchange, and other
 * programs only ever make it slower.
 */
export const leastDisturbedSteps = perObject((configurations: Analysis["configurations"]): StepOf => {
  const msOf = ({ wallMs, steps }: AloneStep) => wallMs / steps;
  const fastest = new Map<string, AloneStep>();
  for (const run of configurations.flatMap(({ cells }) => finishedRuns(cells))) {
    const { together } = run.usage;
    if (together === undefined) continue;
    const key = stepKey(run);
    const before = fastest.get(key);
    if (before === undefined || msOf(together.alone) < msOf(before)) fastest.set(key, together.alone);
  }
  return (run) => fastest.get(stepKey(run))!;
});

/** Equal for runs whose steps do the same work. */
function stepKey({ experiment: { dataset, tokenizer, model, training } }: PricedRun): string {
  const { backend, optimizer, batchSize, rows, frozen } = training;
  return canonicalJson({
    dataset,
    tokenizer,
    model,
    backend,
    optimizer,
    batchSize,
    rows: rows ?? null,
    frozen: frozen ?? null,
  });
}

/** What one process takes for a step, and what several exchanged. */
export function workOf({ usage: { together, trainSteps }, experiment }: TogetherRun, alone: AloneStep): TrainingWork {
  const { exchanges, numbers } = together;
  return {
    steps: trainSteps,
    gradientMs: alone.gradientWallMs / alone.steps,
    updateMs: alone.updateWallMs / alone.steps,
    exchanges,
    numbers: numbers / exchanges,
    bytesOfNumber: (experiment.training.secure === true ? Uint32Array : Float64Array).BYTES_PER_ELEMENT,
  };
}

export function medianWork(works: readonly TrainingWork[]): TrainingWork {
  const of = (field: keyof TrainingWork) => middle(works, (work) => work[field]);
  return {
    steps: of("steps"),
    gradientMs: of("gradientMs"),
    updateMs: of("updateMs"),
    exchanges: of("exchanges"),
    numbers: of("numbers"),
    bytesOfNumber: of("bytesOfNumber"),
  };
}

function middle<T>(items: readonly T[], of: (item: T, index: number) => number): number {
  return median(items.map(of));
}

export function speedOf(link: Link): LinkSpeed {
  return { latencyMs: link.latencyMs, bytesPerSecond: bytesPerSecondOf(link) };
}
