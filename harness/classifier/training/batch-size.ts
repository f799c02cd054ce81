import * as z from "zod";
import { WHOLE_BATCH } from "../../contract/index.ts";

/** Texts per training step. The bound is far beyond any use: a value outside is a slip. */
export const batchSize = z.union([z.int().min(1).max(65_536), z.literal(WHOLE_BATCH)], {
  error: `must be a whole number or "${WHOLE_BATCH}"`,
});
