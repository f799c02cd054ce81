import { NothingToRunError } from "../../harness/base/errors.ts";
import { forShell } from "../../harness/base/shell.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { analyzedFolders } from "../analyzed-folders.io.ts";
import { holdIdentity } from "../encryption/identities.io.ts";
import { sourceNames } from "../matrix-names.ts";
import { writeExperiment } from "../mlflow/file-store.io.ts";
import { trackedExperiment } from "../mlflow/tracked-experiment.ts";
import { shownPlace } from "../place.io.ts";
import { print } from "../print.ts";

interface Options {
  /** File with the secret key of an encrypted run. */
  readonly identity?: string;
  readonly mlflow: string;
  readonly copyModels: boolean;
}

/**
 * Writes run folders as experiments of MLflow's file store. The folders stay as they are.
 * @param named run folders, or their names under runs/; if empty, every one there
 */
export async function exportRuns(named: readonly string[], { mlflow, copyModels, identity }: Options): Promise<void> {
  await holdIdentity(identity);
  const names = await sourceNames();
  for (const { folder, analysis } of await analyzedFolders(named)) {
    const experiment = trackedExperiment(folder, analysis, names);
    if (experiment.runs.length === 0) throw new NothingToRunError(`${folder}: has no record to export yet`);
    await writeExperiment(mlflow, { folder, experiment }, copyModels);
    print(`${folder}: ${plural(experiment.runs.length, "run")} in experiment ${experiment.id}`);
  }
  const store = forShell(shownPlace(mlflow));
  print(`\nMLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri ${store}`);
  print(`mlflow migrate-filestore --source ${store} --target sqlite:///mlflow.db`);
}
