import * as z from "zod";
import type { Json } from "../../../base/canonical-json.ts";
import type { DeepReadonly } from "../../../base/deep-readonly.ts";
import { checkPart, refuseUnlikeLabels } from "../../../classifier/model-folder/model-config.ts";
import { damaged } from "../../../classifier/model-folder/part-json.ts";
import { tiesSchema } from "../../../classifier/model-folder/ties-schema.ts";
import { maskSchema } from "../../../contract/mask-schema.ts";
import { nameListSchema } from "../../../contract/name-list.ts";

const sourceConfig = z.object({
  id2label: z.record(z.string(), z.string()),
  label2id: z.record(z.string(), z.int()),
  pricewar: z.object({
    experiment: z.string(),
    /** As the experiment names it: with a hash of what its argument stands for. */
    source: z.string(),
    /** Label of the model's own files -> label of the data; absent where their names say it. */
    labelMap: z.record(z.string(), z.string()).exactOptional(),
    /** What is masked in texts; absent where nothing is. */
    tokenizer: z.object({ mask: maskSchema }).exactOptional(),
    /** The names that the mask names, by hash; absent if it names none. */
    names: z.array(nameListSchema).exactOptional(),
    /** From which probability a text is given the label `positive`, if it is not one half. */
    threshold: z.object({ positive: z.int().min(0).max(1), from: z.number() }).exactOptional(),
    /** Absent in folders of older versions. */
    ties: tiesSchema.exactOptional(),
  }),
});

/** config.json of a model that is not the reference's: id2label and label2id as transformers reads them, all else under `pricewar`. */
export type SourceConfig = DeepReadonly<z.output<typeof sourceConfig>>;

/** @throws RecordError: file: field: what was needed, what came */
export function checkedConfig(written: Json, file: string): SourceConfig {
  const config = checkPart(written, file, sourceConfig) as unknown as SourceConfig;
  const ids = Object.keys(config.id2label);
  if (ids.some((_, id) => config.id2label[String(id)] === undefined))
    throw damaged(file, `id2label: must have the ids 0 to ${ids.length - 1}, without a gap`);
  refuseUnlikeLabels(config, file);
  return config;
}
