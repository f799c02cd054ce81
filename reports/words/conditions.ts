import type { Json } from "../../harness/base/canonical-json.ts";
import { SCENARIO_AXIS } from "../../harness/contract/given-axes.ts";
import { ALL_ROWS } from "../../harness/contract/training-fields.ts";
import type { Condition } from "../../harness/judge/analysis/condition.ts";
import type { Answer } from "../../harness/judge/analysis/decision.ts";
import { describe } from "../../harness/judge/analysis/value-names.ts";
import { formatCount } from "../../harness/judge/figures/format.ts";

/** How a given axis is spoken of; of any other axis, by its name. */
interface GivenWords {
  /** After "each". */
  readonly noun: string;
  readonly valueText: (value: Json) => string;
}

const WORDS: Readonly<Record<string, GivenWords>> = {
  [SCENARIO_AXIS]: { noun: "scenario", valueText: String },
  "training.rows": {
    noun: "number of training rows",
    valueText: (rows) => `${rows === ALL_ROWS ? rows : formatCount(Number(rows))} training rows`,
  },
};

/** "http", "200 training rows", "200 training rows · http" */
export function conditionName({ values }: Condition): string {
  return Object.entries(values)
    .map(([axis, value]) => wordsOf(axis).valueText(value))
    .join(" · ");
}

/** What tells conditions apart, after "each": "scenario", "number of training rows". */
export function conditionNoun(conditions: readonly Condition[]): string {
  const axes = new Set(conditions.flatMap(({ values }) => Object.keys(values)));
  return [...axes].map((axis) => wordsOf(axis).noun).join(" and ");
}

/** What there is an answer for each of; null where one is for all configurations. */
export function answerNoun(answer: Answer): string | null {
  return answer.kind === "by-condition" ? conditionNoun(answer.conditions.map(({ condition }) => condition)) : null;
}

function wordsOf(axis: string): GivenWords {
  return WORDS[axis] ?? { noun: `value of ${axis}`, valueText: (value) => describe(axis, value) };
}
