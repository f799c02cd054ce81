import { median, quantile } from "simple-statistics";
import { groupBy } from "../../base/group-by.ts";
import { LOOP_CHANGE } from "../../contract/measuring.ts";
import { roundOf, servingWork } from "../pricing/serving-work.ts";
import type { CellResult } from "./analysis.ts";
import { markedTimings } from "./marked-timings.ts";
import { machineOf } from "./measured-machine.ts";
import { areTogether, SAME_WITHIN } from "./ties.ts";
import type { NamedCell, Warning } from "./warning.ts";

/** Equal work in fresh processes on a quiet machine differs by a few percent; twice the time is something else. */
const DISTURBED = 2;

/** Reasons to doubt the samples of serving: the machine did other work meanwhile. */
export function disturbances({ cells }: { readonly cells: readonly CellResult[] }): Warning[] {
  return [
    ...threadsTakeTurns(cells),
    ...notSampled(cells),
    ...markedTimings(cells),
    ...roundsThatDiffer(cells),
    ...wobblingLoop(cells),
    ...unequalEquals(cells),
  ];
}

/** More threads than cores wait for one another. On a GPU they are not the processor's. */
function threadsTakeTurns(cells: readonly CellResult[]): Warning[] {
  const runs = cells.flatMap(({ record }) => {
    if (record?.status !== "ok") return [];
    const { cores, accelerator } = machineOf(record);
    const threads = accelerator === null ? (record.executed.threads ?? 0) : 0;
    return threads > cores ? [{ threads, cores }] : [];
  });
  const [most] = runs.sort((a, b) => b.threads - a.threads || a.cores - b.cores);
  return most === undefined ? [] : [{ kind: "threads-take-turns", ...most }];
}

/** Configurations without samples beside others with some: their figures are of another, longer measurement. */
function notSampled(cells: readonly CellResult[]): Warning[] {
  const finished = cells.filter(({ run }) => run !== null);
  const without = finished.filter(({ run }) => run?.samples.length === 0);
  if (without.length === 0 || without.length === finished.length) return [];
  return [{ kind: "not-sampled", configurations: [...new Set(without.map(({ label }) => label))] }];
}

/** Cells whose rounds differ by more than a factor of two, the worst first. */
function roundsThatDiffer(cells: readonly CellResult[]): Warning[] {
  const disturbed = cells
    .flatMap((result) => {
      const speeds = result.samples.map(({ textsPerSecond }) => textsPerSecond);
      const factor = Math.max(...speeds) / Math.min(...speeds);
      return speeds.length > 1 && factor > DISTURBED ? [{ ...nameOf(result), factor }] : [];
    })
    .sort((a, b) => b.factor - a.factor);
  return disturbed.length === 0 ? [] : [{ kind: "rounds-differ", cells: disturbed }];
}

/** The loop of fixed work, from its fastest to its slowest tenth: single spikes are no reason to doubt a median. */
function wobblingLoop(cells: readonly CellResult[]): Warning[] {
  const loopsMs = cells.flatMap(({ samples }) => samples.map(({ loopMs }) => loopMs));
  if (loopsMs.length < 2) return [];
  const [fastMs, slowMs] = quantile(loopsMs, [0.1, 0.9]) as [number, number];
  return slowMs / fastMs <= LOOP_CHANGE ? [] : [{ kind: "loop-wobbles", fastMs, slowMs }];
}

interface EqualPair {
  readonly cells: readonly [NamedCell, NamedCell];
  /** Cost of the dearer one over the other's, at least 1: the median over the rounds. */
  readonly ratio: number;
}

/**
 * Cells that do the same work are the run's own control. If they typically differ by more than what counts as the same
 * cost, no comparison can be trusted to resolve that much either.
 */
function unequalEquals(cells: readonly CellResult[]): Warning[] {
  const sampled = cells.filter(({ record, samples }) => record?.status === "ok" && samples.length > 0);
  const works = groupBy(sampled, ({ record }) => (record?.status === "ok" ? servingWork(record) : ""));
  const pairs = [...works.values()].flatMap((equals) =>
    equals.flatMap((one, index) => equals.slice(index + 1).flatMap((other) => equalPair(one, other))),
  );
  if (pairs.length === 0) return [];
  const typical = median(pairs.map(({ ratio }) => ratio));
  const largest = pairs.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  if (typical <= SAME_WITHIN) return [];
  return [{ kind: "equals-differ", typical, largest: largest.ratio, cells: largest.cells, pairs: pairs.length }];
}

function equalPair(one: CellResult, other: CellResult): EqualPair[] {
  const inRounds = new Map(other.samples.map((sample) => [roundOf(sample), sample]));
  const ratios = one.samples.flatMap((sample) => {
    const twin = inRounds.get(roundOf(sample));
    const isTogether = twin !== undefined && areTogether(Date.parse(sample.startedAt), Date.parse(twin.startedAt));
    return isTogether ? [Math.log(sample.textsPerSecond / twin.textsPerSecond)] : [];
  });
  if (ratios.length === 0) return [];
  return [{ cells: [nameOf(one), nameOf(other)], ratio: Math.exp(Math.abs(median(ratios))) }];
}

function nameOf({ label, cell }: CellResult): NamedCell {
  return { label, seed: cell.experiment.training.seed };
}
