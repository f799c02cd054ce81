import { NothingToRunError } from "../../harness/base/errors.ts";
import { SIMULATION } from "./simulation.ts";
import type { Work } from "./work.ts";

export interface Selection {
  readonly works: readonly Work[];
  readonly simulation: boolean;
}

/**
 * The works with those pairs alone whose work or peer holds `only`, in any case of letters, and the simulation where
 * its name does; everything without it.
 * @throws NothingToRunError where that leaves none
 */
export function select(works: readonly Work[], only: string | undefined): Selection {
  const wanted = (only ?? "").toLowerCase();
  const isWanted = (name: string) => name.toLowerCase().includes(wanted);
  const selected = works
    .map((work) => ({ ...work, pairs: work.pairs.filter(({ peer }) => isWanted(work.name) || isWanted(peer ?? "")) }))
    .filter(({ pairs }) => pairs.length > 0);
  const simulation = isWanted(SIMULATION);
  if (selected.length > 0 || simulation) return { works: selected, simulation };
  const names = [...works.map(({ name }) => name), SIMULATION].map((name) => `"${name}"`).join(", ");
  throw new NothingToRunError(`--only ${only} names no work and no peer; the works are ${names}`);
}
