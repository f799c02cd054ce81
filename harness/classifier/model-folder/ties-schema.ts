import * as z from "zod";
import type { Ties } from "./ties.ts";

const sum = z.string().regex(/^[0-9a-f]{64}$/, { error: "must be a SHA-256 in hex" });
/** Within the folder: no part of it is "..", and it does not begin with a slash. */
const name = z.string().regex(/^(?!\.\.?(?:\/|$))[^/\\]+(?:\/(?!\.\.?(?:\/|$))[^/\\]+)*$/, {
  error: "must be the name of a file in the folder",
});

export const tiesSchema: z.ZodType<Ties> = z.object({ labels: sum, files: z.record(name, sum) });
