import { type Labels, type NameParts, nameOf } from "../../harness/judge/analysis/labels.ts";
import type { ValueName } from "../../harness/judge/analysis/value-names.ts";
import { plainText, type Sentence, type Span, sentence } from "./sentence.ts";

type BaselineLabels = Pick<Labels, "areChanges" | "baseline" | "names">;

/** "the baseline, float32", or "the baseline" if that is its name; for the end of a clause. */
export function theBaseline(label: string, labels: BaselineLabels): string {
  return isCalledBaseline(label, labels) ? "the baseline" : `the baseline, ${label}`;
}

/** "the baseline, float32," or "the baseline" if that is its name; as the subject of a sentence. */
export function theBaselineAsSubject(label: Span, labels: BaselineLabels): Sentence {
  if (!isCalledBaseline(plainText([label]), labels)) return sentence`the baseline, ${label},`;
  return sentence`the ${label}`;
}

/** "float32" -> "float32 (baseline)", unless "baseline" is its name. */
export function markedAsBaseline(label: string, labels: BaselineLabels): string {
  return isCalledBaseline(label, labels) ? label : `${label} (baseline)`;
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
export function groupName(configurations: readonly string[], { baseline, nameParts, names }: Labels): string {
  if (configurations.length === names.size && names.size > 1) return "all configurations";
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
  return common.size > 0 && !isShared ? nameOf(common) : `${first} and ${others.length} more`;
}
