/** Experiments in the layout of MLflow's FileStore: folders of one file per param, metric and tag. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { makeInOneStep } from "../../harness/base/folders.io.ts";
import { makeFolder, shownPlace } from "../place.io.ts";
import type { TrackedExperiment, TrackedRun, TrackedValue } from "./tracked.ts";

const META = "meta.yaml";
/** MLflow's number of runs that were started by a local program. */
const SOURCE_LOCAL = 4;
/** The tag by which an experiment is known to be an export, and of which run folder. */
const SOURCE = "pricewar.folder";

export interface ExportedFolder {
  /** The run folder, which the artifacts are in. */
  readonly folder: string;
  readonly experiment: TrackedExperiment;
}

/**
 * Writes an experiment into a store, in place of an earlier export of the same run folder, in one step.
 * The other experiments of the store stay as they are.
 * @param copiesModels into the store; without it, the artifacts of a run are its cell's folder
 * @throws ConfigError if MLflow's own experiment of that id, that of another run folder of this name, or a file, is in the way
 */
export async function writeExperiment(
  store: string,
  { folder, experiment }: ExportedFolder,
  copiesModels: boolean,
): Promise<void> {
  await makeFolder(store, { role: "MLflow's store", option: "--mlflow" });
  await ensureDefaultExperiment(store);
  const place = resolve(store, experiment.id);
  const source = resolve(folder);
  await refuseOtherSource(place, source);
  await makeInOneStep(place, async (temporary) => {
    await writeMeta(temporary, experimentMeta(experiment, place));
    await writeTexts(join(temporary, "tags"), { ...experiment.tags, [SOURCE]: source });
    for (const run of experiment.runs) {
      const model = run.artifacts === null ? null : resolve(folder, run.artifacts);
      const hasModel = model !== null && (await exists(model));
      const own = join(temporary, run.id);
      await mkdir(join(own, "artifacts"), { recursive: true });
      if (hasModel && copiesModels) await cp(model, join(own, "artifacts"), { recursive: true });
      const artifacts = hasModel && !copiesModels ? model : join(place, run.id, "artifacts");
      await writeRun(own, run, experiment.id, artifacts);
    }
    await rm(place, { recursive: true, force: true });
  });
}

/** Run folders of two projects can have one name, relative to where pricewar runs, and a store has one experiment of a name. */
async function refuseOtherSource(place: string, source: string): Promise<void> {
  if (!(await exists(place))) return;
  const before = await readFile(join(place, "tags", SOURCE), "utf8").catch(() => null);
  if (before === source) return;
  const what = before === null ? "an experiment of MLflow's own" : `the export of another run folder, ${before}`;
  throw new ConfigError(`${shownPlace(place)}: is ${what}; remove it, or name another store with --mlflow`);
}

/** A store without experiment 0 is none to MLflow's clients that name no experiment. */
async function ensureDefaultExperiment(store: string): Promise<void> {
  if ((await readdir(store)).length > 0) return;
  const place = resolve(store, "0");
  await mkdir(place);
  await writeMeta(place, experimentMeta({ id: "0", name: "Default", createdMs: Date.now() }, place));
}

function experimentMeta({ id, name, createdMs }: Pick<TrackedExperiment, "id" | "name" | "createdMs">, place: string) {
  return {
    artifact_location: pathToFileURL(place).href,
    creation_time: createdMs,
    experiment_id: id,
    last_update_time: createdMs,
    lifecycle_stage: "active",
    name,
  };
}

async function writeRun(folder: string, run: TrackedRun, experimentId: string, artifacts: string): Promise<void> {
  await writeMeta(folder, {
    artifact_uri: pathToFileURL(artifacts).href,
    deleted_time: null,
    end_time: run.endMs,
    entry_point_name: "",
    experiment_id: experimentId,
    lifecycle_stage: "active",
    run_id: run.id,
    run_name: run.name,
    run_uuid: run.id,
    source_name: "",
    source_type: SOURCE_LOCAL,
    source_version: "",
    start_time: run.startMs,
    status: run.status,
    tags: [],
    user_id: "pricewar",
  });
  await writeTexts(join(folder, "params"), run.params);
  await writeTexts(join(folder, "tags"), run.tags);
  const metrics = Object.entries(run.metrics).map(([name, values]) => [name, values.map(metricLine).join("")]);
  await writeTexts(join(folder, "metrics"), Object.fromEntries(metrics));
}

/** "1785578400000 0.25 3\n": time, value, step. */
function metricLine({ atMs, value, step }: TrackedValue): string {
  return `${atMs} ${value} ${step}\n`;
}

/** A file per entry; a name with a slash leads into a subfolder. */
async function writeTexts(folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) {
    if (name.includes("/")) await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** YAML of one level, whose values are JSON: that is YAML too. */
async function writeMeta(folder: string, meta: Readonly<Record<string, unknown>>): Promise<void> {
  const lines = Object.entries(meta).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  await writeFile(join(folder, META), lines.join(""));
}
