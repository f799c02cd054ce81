import { NothingToRunError } from "../../harness/base/errors.ts";
import { forShell } from "../../harness/base/shell.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { NO_PRICES } from "../../harness/judge/pricing/priced-run.ts";
import { analyzeRun } from "../../reports/write.io.ts";
import { writeExperiment } from "../mlflow/file-store.io.ts";
import { trackedExperiment } from "../mlflow/tracked-experiment.ts";
import { RUNS, runFolderNamed, runFolders } from "../named-run.io.ts";
import { shownPlace } from "../place.io.ts";
import { print } from "../print.ts";

interface Options {
  readonly mlflow: string;
  readonly copyModels: boolean;
}

/**
 * Writes run folders as experiments of MLflow's file store. The folders stay as they are.
 * @param named run folders, or their names under runs/; if empty, every one there
 */
export async function exportRuns(named: readonly string[], { mlflow, copyModels }: Options): Promise<void> {
  const folders = named.length > 0 ? await Promise.all(named.map(runFolderNamed)) : await runFolders();
  if (folders.length === 0)
    throw new NothingToRunError(`${RUNS}/ has no run folder: run a matrix first, or name a folder`);
  for (const folder of folders) {
    const experiment = trackedExperiment(shownPlace(folder), await analyzeRun(folder, NO_PRICES));
    if (experiment.runs.length === 0) throw new NothingToRunError(`${shownPlace(folder)}: has no record to export yet`);
    await writeExperiment(mlflow, { folder, experiment }, copyModels);
    print(`${shownPlace(folder)}: ${plural(experiment.runs.length, "run")} in experiment ${experiment.id}`);
  }
  const store = forShell(shownPlace(mlflow));
  print(`\nMLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri ${store}`);
  print(`mlflow migrate-filestore --source ${store} --target sqlite:///mlflow.db`);
}
