import type { Json } from "../../harness/base/canonical-json.ts";
import { SCENARIO_AXIS } from "../../harness/contract/given-axes.ts";
import { ALL_ROWS } from "../../harness/contract/training-fields.ts";
import type { Condition } from "../../harness/judge/analysis/condition.ts";
import type { Answer } from "../../harness/judge/analysis/decision.ts";
import { describe } from "../../harness/judge/analysis/value-names.ts";
import { formatCount } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";

/** How a given axis is spoken of; of any other axis, by its name. */
interface GivenWords {
  /** After "each". */
  readonly noun: string;
  readonly valueText: (value: Json) => string;
}

interface Said {
  readonly axes: Readonly<Record<string, GivenWords>>;
  /** What is spoken of on any other axis. */
  readonly valueOn: (axis: string) => string;
  /** A condition's name where a sentence begins with it. */
  readonly first: (name: string) => string;
  /** Between the nouns of several axes. */
  readonly and: string;
}

const said: InLanguages<Said> = {
  en: {
    axes: {
      [SCENARIO_AXIS]: { noun: "scenario", valueText: String },
      "training.rows": {
        noun: "number of training rows",
        valueText: (rows) => `${rows === ALL_ROWS ? rows : formatCount(Number(rows))} training rows`,
      },
    },
    valueOn: (axis) => `value of ${axis}`,
    // Names of scenarios and of values are written as matrices do.
    first: (name) => name.replace(/^all /, "All "),
    and: " and ",
  },
  zh: {
    axes: {
      [SCENARIO_AXIS]: { noun: "场景", valueText: String },
      "training.rows": {
        noun: "训练集样本数",
        valueText: (rows) => (rows === ALL_ROWS ? "全部训练集样本" : `${formatCount(Number(rows))}条训练集样本`),
      },
    },
    valueOn: (axis) => `${axis}取值`,
    first: (name) => name,
    and: "和",
  },
};

/** "http", "200 training rows", "200 training rows · http" */
export function conditionName({ values }: Condition, language: Language = "en"): string {
  return Object.entries(values)
    .map(([axis, value]) => wordsOf(axis, language).valueText(value))
    .join(" · ");
}

/** The same where a sentence begins with it: "All training rows" */
export function conditionFirst(condition: Condition, language: Language = "en"): string {
  return said[language].first(conditionName(condition, language));
}

/** What tells conditions apart, after "each": "scenario", "number of training rows". */
export function conditionNoun(conditions: readonly Condition[], language: Language = "en"): string {
  const axes = new Set(conditions.flatMap(({ values }) => Object.keys(values)));
  return [...axes].map((axis) => wordsOf(axis, language).noun).join(said[language].and);
}

/** What there is an answer for each of; null where one is for all configurations. */
export function answerNoun(answer: Answer, language: Language = "en"): string | null {
  if (answer.kind !== "by-condition") return null;
  return conditionNoun(
    answer.conditions.map(({ condition }) => condition),
    language,
  );
}

function wordsOf(axis: string, language: Language): GivenWords {
  const { axes, valueOn } = said[language];
  return axes[axis] ?? { noun: valueOn(axis), valueText: (value) => describe(axis, value) };
}
