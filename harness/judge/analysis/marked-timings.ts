import { median } from "simple-statistics";
import { measured } from "../../base/statistics/summaries.ts";
import type { Disturbance } from "../../contract/disturbance.ts";
import type { CellResult } from "./analysis.ts";
import { finishedRecords } from "./cells.ts";
import type { DisturbedTimings, Warning } from "./warning.ts";

/** Medians over many timings bear a few disturbed ones; from this share of a kind on, its figures are in doubt. */
const WORTH_SAYING = 0.1;

/** Timings of one kind during which the machine was watched. */
interface Watched {
  readonly kind: DisturbedTimings["kind"];
  readonly kept: readonly Disturbance[];
  /** Kept ones that are of a repeat, or were repeated. */
  readonly repeated: readonly Disturbance[];
}

/** The timings that the run itself marked: something else took a core, the hypervisor its time, or a quota ran out. */
export function markedTimings(cells: readonly CellResult[]): Warning[] {
  const watched = [samplesOf(cells), servingsOf(cells), trainingsOf(cells)];
  const timings = watched.flatMap(({ kind, kept, repeated }): DisturbedTimings[] => {
    const marked = kept.filter(isMarked).length;
    const mended = repeated.filter((one) => !isMarked(one)).length;
    return marked + mended > WORTH_SAYING * kept.length ? [{ kind, marked, mended, watched: kept.length }] : [];
  });
  if (timings.length === 0) return [];
  const marks = watched.flatMap(({ kept }) => kept.filter(isMarked));
  const typical = (read: (mark: Disturbance) => number | null) => {
    const told = measured(marks.map(read));
    return told.length === 0 ? null : median(told);
  };
  return [
    {
      kind: "disturbed",
      timings,
      foreignCores: typical(({ foreignCpuShare }) => foreignCpuShare),
      stolenCores: typical(({ stealShare }) => stealShare),
      // Several cores can be stopped at a time.
      throttledShare: typical(({ throttledMs, elapsedMs }) =>
        throttledMs === null ? null : Math.min(1, throttledMs / elapsedMs),
      ),
    },
  ];
}

function samplesOf(cells: readonly CellResult[]): Watched {
  const samples = cells.flatMap((cell) => cell.samples);
  return {
    kind: "samples",
    kept: samples.flatMap(({ disturbance }) => disturbance ?? []),
    repeated: samples.flatMap(({ disturbance, otherAttempts }) =>
      disturbance === undefined || otherAttempts === undefined ? [] : [disturbance],
    ),
  };
}

function servingsOf(cells: readonly CellResult[]): Watched {
  const usages = finishedRecords(cells).map(({ usage }) => usage);
  return {
    kind: "servings",
    kept: usages.flatMap(({ serveDisturbance }) => serveDisturbance ?? []),
    repeated: usages.flatMap(({ serveDisturbance, serveAttempts }) =>
      serveDisturbance === undefined || serveAttempts === undefined ? [] : [serveDisturbance],
    ),
  };
}

/** Cells that share a training name the same run. */
function trainingsOf(cells: readonly CellResult[]): Watched {
  const byRun = new Map(
    finishedRecords(cells).flatMap(({ usage: { trainRun, trainDisturbance } }) =>
      trainDisturbance === undefined ? [] : [[trainRun, trainDisturbance] as const],
    ),
  );
  return { kind: "trainings", kept: [...byRun.values()], repeated: [] };
}

/** Whether the figures of a kind rest on too many disturbed timings, and not only were repeated. */
export function areInDoubt({ marked, watched }: Pick<DisturbedTimings, "marked" | "watched">): boolean {
  return marked > WORTH_SAYING * watched;
}

function isMarked({ disturbed }: Disturbance): boolean {
  return disturbed === true;
}
