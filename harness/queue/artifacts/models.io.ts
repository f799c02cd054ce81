/** Models that machines pass on to one another, under SHA-256 of their seal, and so of all in them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../../base/canonical-json.ts";
import { SEAL } from "../../base/seal.io.ts";
import type { RunStore } from "../../measure/runner/run-store.ts";
import { type ArtifactStore, passOn } from "./artifact-store.ts";

type Models = Pick<RunStore, "modelFolder" | "modelState">;

/** Passes on the model of an experiment. @returns SHA-256 of its seal; null where there is none that is whole */
export async function passOnModel(artifacts: ArtifactStore, store: Models, experiment: string): Promise<string | null> {
  const folder = store.modelFolder(experiment);
  const model = await sealHash(folder);
  if (model === null || (await store.modelState(experiment)) !== "whole") return null;
  await passOn(artifacts, keyOf(model), folder);
  return model;
}

/** Puts a model in its place, unless it is there. @returns whether it is there whole */
export async function fetchModel(
  artifacts: ArtifactStore,
  store: Models,
  experiment: string,
  model: string,
): Promise<boolean> {
  const folder = store.modelFolder(experiment);
  const isThere = async () => (await sealHash(folder)) === model && (await store.modelState(experiment)) === "whole";
  return (await isThere()) || ((await artifacts.get(keyOf(model), folder)) && (await isThere()));
}

function keyOf(model: string): string {
  return `model-${model}`;
}

/** SHA-256 of a folder's seal; null where it has none. */
export async function sealHash(folder: string): Promise<string | null> {
  return readFile(join(folder, SEAL)).then(sha256Hex, () => null);
}
