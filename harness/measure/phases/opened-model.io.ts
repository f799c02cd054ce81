import { type ModelFolder, readModelFolder } from "../../classifier/model-folder/model-folder.io.ts";
import type { Backend, ServingSpec, Session } from "../../contract/index.ts";

/** A model folder on a runtime. */
export interface OpenedModel extends Pick<ModelFolder, "config" | "encoder" | "labels"> {
  readonly session: Session;
}

export async function openModelFolder(
  backend: Backend,
  { serving, modelFolder }: { readonly serving: ServingSpec; readonly modelFolder: string },
): Promise<OpenedModel> {
  const { modelOnnx, encoder, encoderOptions, config, labels } = await readModelFolder(modelFolder);
  const session = await backend.open(modelOnnx, { threads: serving.threads, texts: encoderOptions });
  return { session, encoder, config, labels };
}
