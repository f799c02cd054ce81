import { NothingToRunError } from "../../harness/base/errors.ts";
import { SIMULATION } from "./simulation.ts";
import type { Work } from "./work.ts";

export interface Selection {
  readonly works: readonly Work[];
  readonly simulation: boolean;
}

/**
 * Selects the pairs whose work or peer contains `only`, ignoring case, and the simulation if its name does; everything
 * if `only` is undefined.
 * @throws NothingToRunError if nothing matches
 */
export function select(works: readonly Work[], only: string | undefined): Selection {
  const pattern = (only ?? "").toLowerCase();
  const matches = (name: string) => name.toLowerCase().includes(pattern);
  const selected = works
    .map((work) => ({ ...work, pairs: work.pairs.filter(({ peer }) => matches(work.name) || matches(peer ?? "")) }))
    .filter(({ pairs }) => pairs.length > 0);
  const simulation = matches(SIMULATION);
  if (selected.length > 0 || simulation) return { works: selected, simulation };
  const names = [...works.map(({ name }) => name), SIMULATION].map((name) => `"${name}"`).join(", ");
  throw new NothingToRunError(`--only ${only} matches no work and no peer; works: ${names}`);
}
