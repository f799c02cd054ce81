import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { reachedAt } from "../../harness/judge/analysis/trainings/to-accuracy.ts";
import type {
  ReachedAccuracy,
  ToAccuracy,
  TrainingKind,
} from "../../harness/judge/analysis/trainings/training-findings.ts";
import { formatCount, formatMs, formatShare, formatUsd, plural } from "../../harness/judge/figures/format.ts";
import { rangeOf } from "./interval.ts";
import { groupName } from "./labels.ts";
import type { InLanguages, Language } from "./language.ts";

/** A kind of training with its name. */
export interface NamedKind extends TrainingKind {
  readonly name: string;
}

/** The two that are compared, with the time of each and the dollars of the first, as texts. */
interface Finding {
  readonly first: string;
  readonly threshold: string;
  readonly time: string;
  readonly usd: string;
  readonly second: string;
  readonly secondTime: string;
}

interface Said {
  readonly never: string;
  readonly mostlyNever: string;
  readonly noTwo: (kinds: number) => string;
  readonly finding: (finding: Finding) => string;
}

const said: InLanguages<Said> = {
  en: {
    never: "never",
    mostlyNever: "mostly never",
    noTwo: (kinds) => `No two of ${plural(kinds, "kind")} of training usually reach the same accuracy`,
    finding: ({ first, threshold, time, usd, second, secondTime }) =>
      `${first} reaches ${threshold} in ${time} for ${usd}; ${second} takes ${secondTime}`,
  },
  zh: {
    never: "从未",
    mostlyNever: "多数从未",
    noTwo: (kinds) => `${formatCount(kinds)}种训练中，没有任何两种通常能达到同样的准确率`,
    finding: ({ first, threshold, time, usd, second, secondTime }) =>
      `${first}达到${threshold}用时${time}，成本${usd}；${second}用时${secondTime}`,
  },
};

export function namedKinds({ toAccuracy, labels }: Analysis, language: Language = "en"): NamedKind[] {
  return toAccuracy.kinds.map((kind) => ({ name: groupName(kind.configurations, labels, language), ...kind }));
}

/** "1.2 s"; "never", or "mostly never" where at most half of the trainings reach it. */
export function reachedTime({ ms, trainings }: ReachedAccuracy, language: Language = "en"): string {
  const { never, mostlyNever } = said[language];
  if (trainings === 0) return never;
  return ms.middle === null ? mostlyNever : formatMs(ms.middle);
}

/** "1.1 – 1.4 s" or "1.1 s – never"; empty if all take as long. */
export function reachedRange({ ms }: ReachedAccuracy, language: Language = "en"): string {
  if (ms.low === null) return "";
  const [low, high] = [formatMs(ms.low), ms.high === null ? said[language].never : formatMs(ms.high)];
  return low === high ? "" : rangeOf(low, high);
}

/** The finding, without a period: which kind is first at the highest accuracy that two of them usually reach. */
export function toAccuracyFinding(
  { thresholds }: ToAccuracy,
  kinds: readonly NamedKind[],
  language: Language = "en",
): string {
  const usually = (threshold: number) =>
    kinds
      .map((kind) => ({ name: kind.name, ...reachedAt(kind, threshold) }))
      .filter(({ ms }) => ms.middle !== null)
      .sort((a, b) => a.ms.middle! - b.ms.middle!);
  const highest = thresholds.findLast((threshold) => usually(threshold).length > 1);
  if (highest === undefined) return said[language].noTwo(kinds.length);
  const [first, second] = usually(highest);
  return said[language].finding({
    first: first!.name,
    threshold: formatShare(highest),
    time: formatMs(first!.ms.middle!),
    usd: formatUsd(first!.usd.middle!),
    second: second!.name,
    secondTime: formatMs(second!.ms.middle!),
  });
}
