import { type Labels, type NameParts, nameOf } from "./labels.ts";
import type { AnalysisWithin } from "./within-condition.ts";

/**
 * The part of an analysis that stands under a heading with the name of its condition: its configurations' names leave out what that says, as far as
 * they then still are names of their own.
 */
export function underHeading(part: AnalysisWithin): AnalysisWithin {
  const { condition, analysis } = part;
  if (condition === null) return part;
  const { labels, configurations } = analysis;
  const said = new Set(Object.keys(condition.values));
  const shorter = new Map(configurations.map(({ id }) => [id, nameWithout(said, id, labels)]));
  if (new Set(shorter.values()).size < shorter.size) return part;
  const named = configurations.map((one) => ({ ...one, label: shorter.get(one.id)! }));
  const names = new Map([...labels.names].map(([id, name]) => [id, shorter.get(id) ?? name]));
  return { condition, analysis: { ...analysis, configurations: named, labels: { ...labels, names } } };
}

/** Its name without its values on some axes; the whole name where nothing would be left, or more than its values make it up. */
function nameWithout(axes: ReadonlySet<string>, id: string, { nameParts, names }: Labels): string {
  const name = names.get(id)!;
  const parts: NameParts = nameParts.get(id)!;
  const left: NameParts = new Map([...parts].filter(([axis]) => !axes.has(axis)));
  return left.size === 0 || nameOf(parts) !== name ? name : nameOf(left);
}
