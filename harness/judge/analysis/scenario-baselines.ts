import { canonicalJson } from "../../base/canonical-json.ts";
import { groupBy } from "../../base/group-by.ts";
import { meansSomething, RULED_FIELDS, SERVING_DEFAULTS } from "../../contract/scenarios.ts";
import { servingOf } from "../../contract/serving.ts";
import type { ConfigurationGroup } from "./eligibility.ts";
import { scenarioOfCells } from "./within-scenario.ts";

type Group = Pick<ConfigurationGroup, "id" | "cells">;

/**
 * Ids of the plan's baseline and of what stands for it in the other scenarios: the configuration that differs from it in nothing
 * but the scenario and fields that mean something in one of the two alone; of several, the one that has these fields at
 * their defaults.
 */
export function baselineIds(groups: readonly Group[], planned: string | null): ReadonlySet<string> {
  const own = groups.find(({ id }) => id === planned);
  if (own === undefined) return new Set();
  const others = groups.filter(({ cells }) => scenarioOfCells(cells) !== scenarioOfCells(own.cells));
  const twins = [...groupBy(others, ({ cells }) => scenarioOfCells(cells)).values()].flatMap((group) =>
    twinIn(group, own),
  );
  return new Set([own, ...twins].map(({ id }) => id));
}

/** None, or one. */
function twinIn(candidates: readonly Group[], own: Group): readonly Group[] {
  const alike = candidates.filter((one) => isAlike(one, own));
  if (alike.length < 2) return alike;
  const usual = alike.filter((one) => isUsual(one, own));
  return usual.length === 1 ? usual : [];
}

/** Equal in all that both scenarios take notice of. */
function isAlike(one: Group, other: Group): boolean {
  const [a, b] = [one, other].map(({ cells }) => otherFields(cells));
  const [mine, theirs] = [servingOfGroup(one), servingOfGroup(other)];
  return a === b && sharedFields(one, other).every((field) => mine[field] === theirs[field]);
}

function isUsual(one: Group, other: Group): boolean {
  const shared = sharedFields(one, other);
  const serving = servingOfGroup(one);
  return RULED_FIELDS.every((field) => shared.includes(field) || serving[field] === SERVING_DEFAULTS[field]);
}

/** What the matrix sets beside the way of serving. */
function otherFields(cells: Group["cells"]): string {
  const entries = Object.entries(cells[0]!.cell.fields).filter(([axis]) => !axis.startsWith("serving."));
  return canonicalJson(Object.fromEntries(entries));
}

function sharedFields(one: Group, other: Group) {
  const scenarios = [one, other].map(({ cells }) => scenarioOfCells(cells));
  return RULED_FIELDS.filter((field) => scenarios.every((scenario) => meansSomething(field, scenario)));
}

function servingOfGroup({ cells }: Group) {
  return servingOf(cells[0]!.cell.experiment.serving);
}
