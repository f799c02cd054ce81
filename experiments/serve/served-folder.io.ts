import { join } from "node:path";
import { findStored } from "../../harness/base/at-rest/stored.io.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { DEFAULT_BACKEND } from "../../harness/contract/backend.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { conditionName, conditionNoun } from "../../reports/words/conditions.ts";
import { modelsOfRun } from "../../reports/write.io.ts";
import { runFolderNamed } from "../named-run.io.ts";

export interface ServedFolder {
  readonly folder: string;
  readonly backend: string;
}

/**
 * The model folder to serve, and on which runtime.
 * @param named a model folder, or a run folder or its name under runs/, whose answer is served on the backend that it was measured on
 * @param backend what to use instead
 * @throws ConfigError where there is none
 */
export async function servedFolder(named: string, backend: string | undefined): Promise<ServedFolder> {
  const folder = await runFolderNamed(named);
  // A model folder does not say where it was measured.
  if ((await findStored(join(folder, RUN_FILES.plan))) === null) return { folder, backend: backend ?? DEFAULT_BACKEND };
  const models = await modelsOfRun(folder);
  const conditions = models.flatMap(({ condition }) => condition ?? []);
  if (conditions.length > 0) {
    const places = conditions.map((condition, index) => `${models[index]!.folder} (${conditionName(condition)})`);
    throw new ConfigError(
      `${folder}: this run has an answer for each ${conditionNoun(conditions)}; name a model, ${places.join(", ")}`,
    );
  }
  const [model] = models;
  if (model === undefined) {
    throw new ConfigError(
      `${folder}: this run has no answer whose model could be served; name one of those in ${join(folder, RUN_FILES.cells)}`,
    );
  }
  return { folder: model.folder, backend: backend ?? model.backend };
}
