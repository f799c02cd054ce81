import { canonicalJson, type Json } from "../base/canonical-json.ts";
import { type Plan, runKey } from "../contract/index.ts";

/** A plan, and what its run folder is called. */
export interface NamedPlan {
  readonly name: string;
  readonly plan: Plan;
}

/** What must be equal, apart from name, code and cells: how a file is called on one machine and when a run began need not be. */
const PARTS: Readonly<Record<string, (plan: Plan) => unknown>> = {
  axes: ({ axes }) => axes,
  "given axes": ({ given = [] }) => given,
  seeds: ({ seeds }) => seeds,
  repeats: ({ repeats }) => repeats,
  baseline: ({ baseline }) => baseline,
  "rules of quality": ({ quality }) => quality,
  "wanted precision": ({ precision = null }) => precision,
  "rows of the data": ({ datasets, unlabelled = [] }) => [...datasets, ...unlabelled].map(({ id }) => id),
  "word vectors": ({ vectors = [] }) => vectors.map(({ id }) => id),
  "names to mask": ({ names = [] }) => names.map(({ id }) => id),
  "sources of models": ({ sources = [] }) => sources.map(({ id }) => id),
  "combinations that are one cell": ({ joined = [] }) => joined,
  "offers and prices": ({ offers }) => offers,
};

/** What differs between two plans, in words; empty if they are the same plan. */
export function planDifferences(one: NamedPlan, other: NamedPlan): string[] {
  const differing = Object.entries(PARTS).filter(([, part]) => textOf(part(one.plan)) !== textOf(part(other.plan)));
  return [
    ...(one.plan.name === other.plan.name ? [] : [`the matrix ("${one.plan.name}" and "${other.plan.name}")`]),
    ...(one.plan.code === other.plan.code
      ? []
      : [`the code that measures (${one.plan.code} and ${other.plan.code}: use one commit and one lockfile)`]),
    ...differing.map(([part]) => `the ${part}`),
    ...cellDifferences(one, other),
  ];
}

function cellDifferences(one: NamedPlan, other: NamedPlan): string[] {
  const onlyIn = (own: NamedPlan, than: NamedPlan) => {
    const others = new Set(than.plan.cells.map(runKey));
    const count = own.plan.cells.filter((cell) => !others.has(runKey(cell))).length;
    return count === 0 ? [] : [`${count} only in ${own.name}`];
  };
  const counts = [...onlyIn(one, other), ...onlyIn(other, one)];
  if (counts.length > 0) return [`the cells (${counts.join(", ")})`];
  return textOf(one.plan.cells) === textOf(other.plan.cells) ? [] : ["the cells' order or fields"];
}

function textOf(value: unknown): string {
  return canonicalJson(value as Json);
}
