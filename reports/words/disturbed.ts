import { areInDoubt } from "../../harness/judge/analysis/marked-timings.ts";
import type { DisturbedTimings, Warning } from "../../harness/judge/analysis/warning.ts";
import { formatCount, formatNumber, formatShare, listing, plural } from "../../harness/judge/figures/format.ts";

type Disturbed = Extract<Warning, { kind: "disturbed" }>;

const NOUNS = {
  samples: ["sample of serving", "samples of serving"],
  servings: ["measurement of latency", "measurements of latency"],
  trainings: ["training", "trainings"],
} as const satisfies Record<DisturbedTimings["kind"], readonly [string, string]>;

/** The warning: how many timings of each kind were disturbed, by what, and how many were taken again. */
export function disturbedText(warning: Disturbed): string {
  const { timings } = warning;
  const marked = timings.filter((one) => one.marked > 0);
  const mended = timings.filter((one) => one.mended > 0);
  const parts = [
    ...(marked.length === 0
      ? []
      : [
          `The machine was not pricewar’s alone: ${countsOf(marked)} ${wereTimed(marked)} beside other work (${causesOf(warning)}).`,
        ]),
    ...(mended.length === 0
      ? []
      : [
          `Disturbed at first, and then taken again in quiet: ${listing(mended.map((one) => counted(one.mended, one.kind)))}.`,
        ]),
  ];
  return parts.join(" ");
}

/** The end of an answer whose figures were disturbed; empty if they were not. */
export function disturbedBriefly(warnings: readonly Warning[]): string {
  const marked = warnings
    .filter((warning) => warning.kind === "disturbed")
    .flatMap(({ timings }) => timings.filter(areInDoubt));
  return marked.length === 0 ? "" : `Something else ran on the machine during ${countsOf(marked)}.`;
}

function countsOf(timings: readonly DisturbedTimings[]): string {
  return listing(timings.map(({ kind, marked, watched }) => `${formatCount(marked)} of ${counted(watched, kind)}`));
}

function wereTimed(timings: readonly DisturbedTimings[]): string {
  return timings.reduce((sum, { marked }) => sum + marked, 0) === 1 ? "was timed" : "were timed";
}

/** Less than this is no cause. */
const WORTH_NAMING = 0.05;

function causesOf({ foreignCores, stolenCores, throttledShare }: Disturbed): string {
  const isCause = (value: number | null): value is number => value !== null && value >= WORTH_NAMING;
  const cores = (value: number) => {
    const rounded = Number(value.toPrecision(2));
    return `${formatNumber(rounded)} ${rounded === 1 ? "core" : "cores"}`;
  };
  const causes = [
    ...(isCause(foreignCores) ? [`other programs used ${cores(foreignCores)}`] : []),
    ...(isCause(stolenCores) ? [`the hypervisor gave ${cores(stolenCores)} to others`] : []),
    ...(isCause(throttledShare) ? [`a CPU quota stopped it for ${formatShare(throttledShare)} of the time`] : []),
  ];
  return causes.length === 0 ? "by various causes" : `typically, ${listing(causes)}`;
}

function counted(count: number, kind: DisturbedTimings["kind"]): string {
  return plural(count, NOUNS[kind][0], NOUNS[kind][1]);
}
