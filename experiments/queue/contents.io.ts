import { basename, dirname, relative, resolve } from "node:path";
import { DataError } from "../../harness/base/errors.ts";
import type { Plan } from "../../harness/contract/index.ts";
import { type FilesOfFolder, splitSource } from "../../harness/contract/model-source.ts";
import { sources as knownSources } from "../../harness/measure/phases/sources/registry.ts";
import type { ArtifactStore } from "../../harness/queue/artifacts/artifact-store.ts";
import { areContentsThere, passOnContent } from "../../harness/queue/artifacts/contents.io.ts";
import type { Content } from "../../harness/queue/job-data.ts";
import { areVectorsOfFile, isSourceOfFiles } from "./named-files.ts";

/** What of a plan is read from files of this machine, which workers do not have. */
type Named = Pick<Plan, "sources" | "vectors">;

/**
 * Passes on the files that a plan's models and word vectors are read from.
 * @returns what its jobs are told of them
 * @throws ConfigError where they cannot be sent
 */
export async function passOnContents(
  { sources = [], vectors = [] }: Named,
  artifacts: ArtifactStore,
): Promise<Content[]> {
  const contents: Content[] = [];
  for (const { id, spec } of sources.filter(({ spec }) => isSourceOfFiles(spec))) {
    const { name, argument } = splitSource(spec);
    const source = await knownSources.load(name);
    const { files } = await source.pin!(argument!, process.cwd());
    // A graph of a folder may be meant, as in "onnx:bert/model_quantized.onnx".
    contents.push(await passOn(artifacts, id, files!, resolve(argument!)));
  }
  for (const { id, spec } of vectors.filter(({ spec }) => areVectorsOfFile(spec))) {
    const file = resolve(spec);
    contents.push(await passOn(artifacts, id, { folder: dirname(file), names: [basename(file)] }, file));
  }
  return contents;
}

async function passOn(artifacts: ArtifactStore, id: string, files: FilesOfFolder, meant: string): Promise<Content> {
  const under = basename(files.folder);
  const path = [under, ...relative(files.folder, meant).split(/[\\/]/)].filter((part) => part !== "").join("/");
  return { id, sha256: await passOnContent(artifacts, files, under), path };
}

/** Passes them on again where they are gone. @throws DataError where they have changed since */
export async function keepContents(plan: Named, contents: readonly Content[], artifacts: ArtifactStore): Promise<void> {
  if (
    await areContentsThere(
      artifacts,
      contents.map(({ sha256 }) => sha256),
    )
  )
    return;
  const now = await passOnContents(plan, artifacts);
  const changed = contents.find(({ sha256 }, at) => now[at]!.sha256 !== sha256);
  if (changed !== undefined) throw new DataError(`${changed.id} changed since the run was planned: run again`);
}
