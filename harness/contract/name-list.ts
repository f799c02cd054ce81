/** Names to mask, as a plan and a model folder hold them: by hash, so that no file of a run spells one out. */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

export const nameListSchema = z.object({
  /** The entry of a mask that the list belongs to, as experiments name it: "names:people.txt@<12 hex of the content's SHA-256>". */
  id: z.string(),
  /** Words of the longest name. */
  longest: z.int().min(1),
  /** Hashes of the names' first words. */
  firstWords: z.array(z.string()),
  /** Hashes of whole names. */
  names: z.array(z.string()),
});

export type NameList = DeepReadonly<z.output<typeof nameListSchema>>;
