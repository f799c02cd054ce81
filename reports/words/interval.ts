import type { Interval } from "../../harness/base/statistics/bootstrap.ts";
import type { Spread } from "../../harness/base/statistics/summaries.ts";
import type { FigureInterval, IntervalMethod } from "../../harness/judge/analysis/interval.ts";
import { counted } from "./counted.ts";
import type { InLanguages, Language } from "./language.ts";

/** "$0.001" and "$0.002" -> "$0.001 – 0.002"; a shared unit is written once. */
export function rangeOf(low: string, high: string): string {
  const unit = /[^\d.,]+$/.exec(high)?.[0] ?? "";
  const from = unit !== "" && low.endsWith(unit) ? low.slice(0, -unit.length) : low;
  const to = low.startsWith("$") ? high.replace("$", "") : high;
  return `${from} – ${to}`;
}

/** "86.1 – 87.9 %"; empty where the ends look like the middle. */
export function intervalText(spread: Spread, interval: Interval | null, format: (value: number) => string): string {
  const { low, high } = interval ?? spread;
  const isFlat = [low, high].every((end) => format(end) === format(spread.middle));
  return isFlat ? "" : rangeOf(format(low), format(high));
}

/** "86.5 % (86.1 – 87.9 %)" */
export function withEnds(middle: number, { low, high }: Interval, format: (value: number) => string): string {
  return `${format(middle)} (${rangeOf(format(low), format(high))})`;
}

interface Said {
  readonly methods: Readonly<Record<IntervalMethod, string>>;
  readonly rowsAlone: string;
  /** @param runs "3 runs" */
  readonly range: (range: string, runs: string) => string;
  readonly interval: (interval: string, method: string, range: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    methods: {
      rows: "over rows and trainings",
      "order-statistics": "of the median, by order statistics",
      "student-t": "by Student’s t",
    },
    rowsAlone: "over the rows alone",
    range: (range, runs) => `range ${range} in ${runs}`,
    interval: (interval, method, range) => `95 % interval ${interval}, ${method}; ${range}`,
  },
  zh: {
    methods: {
      rows: "涵盖样本与训练",
      "order-statistics": "中位数的区间，按顺序统计量计算",
      "student-t": "按学生t分布计算",
    },
    rowsAlone: "仅涵盖样本",
    range: (range, runs) => `${runs}的范围为${range}`,
    interval: (interval, method, range) => `95 %置信区间为${interval}，${method}；${range}`,
  },
};

/** "95 % interval 86.1 – 87.9 %, over rows and trainings; range 86.5 – 87.2 % in 3 runs" */
export function spreadText(
  spread: Spread,
  interval: FigureInterval | null,
  format: (value: number) => string,
  language: Language = "en",
): string {
  const words = said[language];
  const { low, high, runs } = spread;
  const range = words.range(rangeOf(format(low), format(high)), counted(runs, "run", language));
  if (interval === null) return range;
  // The luck of a single training is in none of its rows.
  const method = interval.method === "rows" && runs === 1 ? words.rowsAlone : words.methods[interval.method];
  return words.interval(rangeOf(format(interval.low), format(interval.high)), method, range);
}
