import { openMasker } from "../../classifier/masking/masker.ts";
import type { OpenedModel, OpenRequest } from "./opened-model.ts";
import type { ModelSource } from "./sources/source.ts";

/**
 * Opens a model folder through its source. Whoever answers texts with the model masks them as those were that it was trained on; what that takes is a
 * part of every timing. A prepared corpus is masked already.
 * @throws RecordError on a folder that is incomplete or damaged; BackendError
 */
export async function openFolder({ open }: Pick<ModelSource, "open">, request: OpenRequest): Promise<OpenedModel> {
  const model = await open(request);
  // A model that reads nothing of a text needs nothing masked.
  if (model.mask.length === 0 || model.tokenize === null) return model;
  const maskText = await openMasker(model.mask, model.names);
  const masked = (texts: readonly string[]) => texts.map((text) => maskText(text).text);
  const { tokenize, parts } = model;
  return {
    ...model,
    answer: (texts) => model.answer(masked(texts)),
    tokenize: (texts) => tokenize(masked(texts)),
    ...(parts && { parts: { ...parts, encode: (texts) => parts.encode(masked(texts)) } }),
    prove: (texts) => model.prove(masked(texts)),
  };
}
