import { NothingToRunError } from "../../harness/base/errors.ts";
import { PAGE } from "./page/report.ts";
import { QUEUE } from "./queue/report.ts";
import { SCALE } from "./scale/report.ts";
import { SIMULATION } from "./simulation.ts";
import { STABILITY } from "./stability/report.ts";
import type { Work } from "./work.ts";

export interface Selection {
  readonly works: readonly Work[];
  readonly simulation: boolean;
  readonly scale: boolean;
  readonly stability: boolean;
  readonly page: boolean;
  readonly queue: boolean;
}

/**
 * Selects the pairs whose work or peer contains `only`, ignoring case, and the simulation and the reading at scale if their names
 * do; everything but the stability, the page and the queue, which take minutes each, if `only` is undefined.
 * @throws NothingToRunError if nothing matches
 */
export function select(works: readonly Work[], only: string | undefined): Selection {
  const pattern = (only ?? "").toLowerCase();
  const matches = (name: string) => name.toLowerCase().includes(pattern);
  const selected = works
    .map((work) => ({ ...work, pairs: work.pairs.filter(({ peer }) => matches(work.name) || matches(peer ?? "")) }))
    .filter(({ pairs }) => pairs.length > 0);
  const simulation = matches(SIMULATION);
  const scale = matches(SCALE);
  const stability = only !== undefined && matches(STABILITY);
  const page = only !== undefined && matches(PAGE);
  const queue = only !== undefined && matches(QUEUE);
  if (selected.length > 0 || simulation || scale || stability || page || queue)
    return { works: selected, simulation, scale, stability, page, queue };
  const names = [...works.map(({ name }) => name), SCALE, SIMULATION, STABILITY, PAGE, QUEUE]
    .map((name) => `"${name}"`)
    .join(", ");
  throw new NothingToRunError(`--only ${only} matches no work and no peer; works: ${names}`);
}
