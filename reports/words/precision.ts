import type { PrecisionSpec } from "../../harness/contract/precision.ts";
import type { Precision } from "../../harness/judge/analysis/known-precision.ts";
import { formatNumber, plural } from "../../harness/judge/figures/format.ts";

/** How precisely a figure is known, where the matrix asks for it. */
export function precisionText({ metric, relative, maxRepeats, repeats, widest, isReached }: Precision): string {
  const after = `after ${plural(repeats, UNITS[metric])}`;
  const asked = `the matrix asks for ±${percentText(relative)}`;
  if (widest === null) return `${FIGURES[metric]} not known yet: ${asked}.`;
  if (widest.relative === null) {
    return `How precisely ${FIGURES[metric].toLowerCase()} known ${after} cannot be told of ${widest.label}: ${asked}.`;
  }
  const known = `known to ±${percentText(widest.relative)}`;
  if (isReached) return `${FIGURES[metric]} ${known} or better in every configuration ${after}; ${asked}.`;
  const why = repeats >= maxRepeats ? `, and for ${plural(maxRepeats, UNITS[metric])} at most` : "; run again to go on";
  return `${FIGURES[metric]} ${known} in ${widest.label} ${after}: ${asked}${why}.`;
}

/** "until the cost of serving is known to ±5 %" */
export function precisionGoal({ metric, relative }: PrecisionSpec): string {
  return `until ${FIGURES[metric].toLowerCase()} known to ±${percentText(relative)}`;
}

const FIGURES = {
  usdPerMillionTexts: "The cost of serving is",
  textsPerSecond: "The throughput is",
  accuracy: "The mean accuracy over trainings is",
} as const satisfies Record<PrecisionSpec["metric"], string>;

const UNITS = { usdPerMillionTexts: "round", textsPerSecond: "round", accuracy: "seed" } as const;

/** To two digits: 4.2 %. */
function percentText(share: number): string {
  return `${formatNumber(Number((100 * share).toPrecision(2)))} %`;
}
