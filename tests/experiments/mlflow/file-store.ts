import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Names that MLflow allows (its utils/validation.py), of files below a folder of params, metrics or tags. */
const NAME = /^[/\w.\- ]{1,250}$/;

export interface ReadRun {
  readonly name: string;
  readonly status: number;
  readonly seconds: number;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** [time, value, step] */
  readonly metrics: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly artifacts: string;
}

export interface ReadExperiment {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly runs: readonly ReadRun[];
}

/**
 * Reads a file store by the rules of MLflow's own store/tracking/file_store.py: ids are those of the folders, a metric is a line of
 * time, value and step, a param and a tag are whole files.
 */
export function readStore(store: string): ReadExperiment[] {
  return foldersIn(store).map((id) => {
    const place = join(store, id);
    const meta = metaOf(place);
    if (meta.experiment_id !== id || !/^\d{1,18}$/.test(id)) throw new Error(`experiment ${id}`);
    const tags = textsIn(join(place, "tags"));
    const runs = foldersIn(place).filter((name) => name !== "tags");
    return { name: String(meta.name), tags, runs: runs.map((run) => readRun(join(place, run), run, id)) };
  });
}

function readRun(place: string, id: string, experimentId: string): ReadRun {
  const meta = metaOf(place);
  if (meta.run_id !== id || meta.run_uuid !== id || meta.experiment_id !== experimentId) throw new Error(`run ${id}`);
  if (!/^[0-9a-f]{32}$/.test(id) || meta.lifecycle_stage !== "active") throw new Error(`run ${id}`);
  const lines = Object.entries(textsIn(join(place, "metrics"))).map(([name, text]) => {
    const values = text
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ").map(Number));
    if (values.some((value) => value.length !== 3 || value.some(Number.isNaN))) throw new Error(`${name}: ${text}`);
    return [name, values] as const;
  });
  return {
    name: String(meta.run_name),
    status: Number(meta.status),
    seconds: (Number(meta.end_time) - Number(meta.start_time)) / 1000,
    params: textsIn(join(place, "params")),
    tags: textsIn(join(place, "tags")),
    metrics: Object.fromEntries(lines),
    artifacts: fileURLToPath(String(meta.artifact_uri)),
  };
}

/** YAML of one level. */
function metaOf(place: string): Record<string, unknown> {
  const lines = readFileSync(join(place, "meta.yaml"), "utf8").trimEnd().split("\n");
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^(\w+): (.+)$/.exec(line)!;
      return [name!, JSON.parse(value!)];
    }),
  );
}

function foldersIn(place: string): string[] {
  return readdirSync(place).filter((name) => statSync(join(place, name)).isDirectory());
}

function textsIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (!NAME.test(name)) throw new Error(`name ${name}`);
    return [name, readFileSync(path, "utf8")] as const;
  });
  return Object.fromEntries(texts);
}
