import { DataError } from "../../base/errors.ts";
import type { Dataset } from "../../contract/index.ts";
import type { WordVectors } from "../../contract/word-vectors.ts";
import type { PhaseTools } from "./tools.ts";

/** What a plan names, and its id then. */
interface Planned {
  readonly spec: string;
  readonly id: string;
}

/** Opens the data that a run was planned with. @throws DataError if its content has changed since */
export async function openPlanned(
  planned: Planned,
  { openDataset }: Pick<PhaseTools, "openDataset">,
): Promise<Dataset> {
  return asPlanned(planned, await openDataset(planned.spec));
}

/** Opens the word vectors that a run was planned with. @throws DataError likewise */
export async function openPlannedVectors(
  planned: Planned,
  { openVectors }: Pick<PhaseTools, "openVectors">,
): Promise<WordVectors> {
  return asPlanned(planned, await openVectors(planned.spec));
}

function asPlanned<T extends { readonly id: string }>({ spec, id }: Planned, opened: T): T {
  if (opened.id === id) return opened;
  throw new DataError(`${spec} changed since the run was planned (${id}, now ${opened.id}): run again`);
}
