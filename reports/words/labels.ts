import { type Labels, type NameParts, nameOf } from "../../harness/judge/analysis/labels.ts";
import type { ValueName } from "../../harness/judge/analysis/value-names.ts";
import { formatCount } from "../../harness/judge/figures/format.ts";
import type { InLanguages, Language } from "./language.ts";
import { plainText, type Sentence, type Span, sentence, strong } from "./sentence.ts";

interface Said {
  readonly theBaseline: string;
  /** For the end of a clause. */
  readonly namedBaseline: (label: string) => string;
  /** As the subject of a sentence. */
  readonly baselineAsSubject: (label: Span) => Sentence;
  /** The same where its label is "baseline". @param label as strong as what stands for it */
  readonly calledBaseline: (label: Span) => Sentence;
  readonly marked: (label: string) => string;
  readonly allConfigurations: string;
  readonly andOthers: (first: string, others: number) => string;
}

const said: InLanguages<Said> = {
  en: {
    theBaseline: "the baseline",
    namedBaseline: (label) => `the baseline, ${label}`,
    baselineAsSubject: (label) => sentence`the baseline, ${label},`,
    calledBaseline: (label) => sentence`the ${label}`,
    marked: (label) => `${label} (baseline)`,
    allConfigurations: "all configurations",
    andOthers: (first, others) => `${first} and ${formatCount(others)} more`,
  },
  zh: {
    theBaseline: "基线",
    namedBaseline: (label) => `基线${label}`,
    baselineAsSubject: (label) => sentence`基线${label}`,
    calledBaseline: (label) => [typeof label === "string" ? "基线" : strong("基线")],
    marked: (label) => `${label}（基线）`,
    allConfigurations: "所有配置",
    andOthers: (first, others) => `${first}和另外${formatCount(others)}个`,
  },
};

type BaselineLabels = Pick<Labels, "areChanges" | "baseline" | "names">;

/** "the baseline, float32", or "the baseline" if that is its name; for the end of a clause. */
export function theBaseline(label: string, labels: BaselineLabels, language: Language = "en"): string {
  const { theBaseline: unnamed, namedBaseline } = said[language];
  return isCalledBaseline(label, labels) ? unnamed : namedBaseline(label);
}

/** "the baseline, float32," or "the baseline" if that is its name; as the subject of a sentence. */
export function theBaselineAsSubject(label: Span, labels: BaselineLabels, language: Language = "en"): Sentence {
  const { calledBaseline, baselineAsSubject } = said[language];
  return isCalledBaseline(plainText([label]), labels) ? calledBaseline(label) : baselineAsSubject(label);
}

/** "float32" -> "float32 (baseline)", unless "baseline" is its name. */
export function markedAsBaseline(label: string, labels: BaselineLabels, language: Language = "en"): string {
  return isCalledBaseline(label, labels) ? label : said[language].marked(label);
}

/** Where names are changes from the plan's baseline, it is called so; what stands for it where something else is given is not. */
function isCalledBaseline(label: string, { areChanges, baseline, names }: BaselineLabels): boolean {
  return areChanges && baseline !== null && label === names.get(baseline);
}

/**
 * One name for configurations that share something, such as a training or a file: the parts that only their names have
 * in common, or else the baseline's or the shortest name with "and 3 more".
 * @param configurations ids of at least one configuration
 */
export function groupName(
  configurations: readonly string[],
  { baseline, nameParts, names }: Labels,
  language: Language = "en",
): string {
  const { allConfigurations, andOthers } = said[language];
  if (configurations.length === names.size && names.size > 1) return allConfigurations;
  const [only] = configurations;
  if (only !== undefined && configurations.length === 1) return names.get(only) ?? "";
  const wanted = new Set(configurations);
  const members = [...names].filter(([id]) => wanted.has(id));
  const length = ([id, name]: readonly [string, string]) => (id === baseline ? 0 : name.length);
  const [first, ...others] = [...members].sort((a, b) => length(a) - length(b)).map(([, name]) => name);
  if (others.length === 0) return first ?? "";
  const parts = members.map(([id]) => nameParts.get(id)!);
  const has = (own: NameParts, [axis, { full }]: readonly [string, ValueName]) => own.get(axis)?.full === full;
  const common = new Map([...parts[0]!].filter((part) => parts.every((own) => has(own, part))));
  const outside = [...nameParts].filter(([id]) => !wanted.has(id));
  const isShared = outside.some(([, own]) => [...common].every((part) => has(own, part)));
  return common.size > 0 && !isShared ? nameOf(common) : andOthers(first!, others.length);
}
