import { canonicalJson } from "../base/canonical-json.ts";
import { groupBy } from "../base/group-by.ts";
import type { PlannedCell } from "./plan.ts";
import { meansSomething, RULED_FIELDS, type RuledField, SERVING_DEFAULTS } from "./scenarios.ts";
import { scenarioOf, servingOf } from "./serving.ts";

/** What tells of a cell whether it is of a baseline. */
export type ComparedCell = Pick<PlannedCell, "configuration" | "experiment" | "isBaseline">;

/**
 * The configurations of the plan's baseline and of what stands for it in the other scenarios: the configuration whose experiments
 * differ from the baseline's in nothing but the scenario and fields that mean something in one of the two alone; of several, the
 * one that has these fields at their defaults. None without a baseline.
 */
export function scenarioBaselines(cells: readonly ComparedCell[]): ReadonlySet<string> {
  const own = cells.find(({ isBaseline }) => isBaseline);
  if (own === undefined) return new Set();
  const firsts = [...groupBy(cells, ({ configuration }) => configuration).values()].map(([first]) => first!);
  const others = firsts.filter((cell) => scenarioOf(cell) !== scenarioOf(own));
  const twins = [...groupBy(others, scenarioOf).values()].flatMap((candidates) => twinAmong(candidates, own));
  return new Set([own, ...twins].map(({ configuration }) => configuration));
}

/** None, or one. @param candidates of one scenario */
function twinAmong(candidates: readonly ComparedCell[], own: ComparedCell): readonly ComparedCell[] {
  const ruledOut = RULED_FIELDS.filter((field) =>
    [candidates[0]!, own].some((cell) => !meansSomething(field, scenarioOf(cell))),
  );
  const wanted = keyWithout(ruledOut, own);
  const alike = candidates.filter((one) => keyWithout(ruledOut, one) === wanted);
  if (alike.length < 2) return alike;
  return alike.filter(({ experiment }) => {
    const serving = servingOf(experiment.serving);
    return ruledOut.every((field) => serving[field] === SERVING_DEFAULTS[field]);
  });
}

/** Equal for experiments that differ in nothing but the seed, the scenario and these fields of serving. */
function keyWithout(ruledOut: readonly RuledField[], { experiment }: ComparedCell): string {
  const { id: _, training, serving, ...rest } = experiment;
  const { seed: __, ...seedless } = training;
  const left: readonly string[] = ["scenario", ...ruledOut];
  const kept = Object.entries(servingOf(serving)).filter(([field]) => !left.includes(field));
  return canonicalJson({ ...rest, training: seedless, serving: Object.fromEntries(kept) });
}
