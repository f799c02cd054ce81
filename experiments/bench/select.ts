import { NothingToRunError } from "../../harness/errors.ts";
import type { Work } from "./work.ts";

/**
 * The works with those pairs alone whose work or peer holds `only`, in any case of letters; all of them without it.
 * @throws NothingToRunError where that leaves none
 */
export function selectWorks(works: readonly Work[], only: string | undefined): Work[] {
  if (only === undefined) return [...works];
  const wanted = only.toLowerCase();
  const isWanted = (name: string) => name.toLowerCase().includes(wanted);
  const selected = works
    .map((work) => ({ ...work, pairs: work.pairs.filter(({ peer }) => isWanted(work.name) || isWanted(peer ?? "")) }))
    .filter(({ pairs }) => pairs.length > 0);
  if (selected.length > 0) return selected;
  const names = works.map(({ name }) => `"${name}"`).join(", ");
  throw new NothingToRunError(`--only ${only} names no work and no peer; the works are ${names}`);
}
