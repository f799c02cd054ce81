import { DataError } from "../../base/errors.ts";
import type { Dataset } from "../../contract/index.ts";
import type { PhaseTools } from "./tools.ts";

/** Opens the data that a run was planned with. @throws DataError if its content has changed since */
export async function openPlanned(
  { spec, id }: { readonly spec: string; readonly id: string },
  { openDataset }: Pick<PhaseTools, "openDataset">,
): Promise<Dataset> {
  const dataset = await openDataset(spec);
  if (dataset.id === id) return dataset;
  throw new DataError(`${spec} changed since the run was planned (${id}, now ${dataset.id}): run again`);
}
