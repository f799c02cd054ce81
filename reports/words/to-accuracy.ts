import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import type {
  ReachedAccuracy,
  ToAccuracy,
  TrainingKind,
} from "../../harness/judge/analysis/trainings/training-findings.ts";
import { formatMs, formatShare, formatUsd, plural } from "../../harness/judge/figures/format.ts";
import { rangeOf } from "./interval.ts";
import { groupName } from "./labels.ts";

/** A kind of training with its name. */
export interface NamedKind extends TrainingKind {
  readonly name: string;
}

export function namedKinds({ toAccuracy, labels }: Analysis): NamedKind[] {
  return toAccuracy.kinds.map((kind) => ({ ...kind, name: groupName(kind.configurations, labels) }));
}

/** "1.2 s"; "never", or "mostly never" where at most half of the trainings reach it. */
export function reachedTime({ ms, trainings }: ReachedAccuracy): string {
  if (trainings === 0) return "never";
  return ms.middle === null ? "mostly never" : formatMs(ms.middle);
}

/** "1.1 – 1.4 s" or "1.1 s – never"; empty if all take as long. */
export function reachedRange({ ms }: ReachedAccuracy): string {
  if (ms.low === null) return "";
  const [low, high] = [formatMs(ms.low), ms.high === null ? "never" : formatMs(ms.high)];
  return low === high ? "" : rangeOf(low, high);
}

/** The finding, without a period: which kind is first at the highest accuracy that two of them usually reach. */
export function toAccuracyFinding({ thresholds }: ToAccuracy, kinds: readonly NamedKind[]): string {
  const usually = (index: number) => kinds.filter(({ reached }) => reached[index]!.ms.middle !== null);
  const at = thresholds.findLastIndex((_, index) => usually(index).length > 1);
  if (at < 0) return `No two of ${plural(kinds.length, "kind")} of training usually reach the same accuracy`;
  const [first, second] = usually(at).sort((a, b) => a.reached[at]!.ms.middle! - b.reached[at]!.ms.middle!);
  const { ms, usd } = first!.reached[at]!;
  const secondMs = second!.reached[at]!.ms.middle!;
  return `${first!.name} reaches ${formatShare(thresholds[at]!)} in ${formatMs(ms.middle!)} for ${formatUsd(usd.middle!)}; ${second!.name} takes ${formatMs(secondMs)}`;
}
