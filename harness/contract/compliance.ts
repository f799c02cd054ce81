/** What only its user knows of a run's data: a matrix may state it, and the plan keeps it. */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

const text = z.string().trim().min(1);

export const statedComplianceSchema = z.strictObject({
  source: text.exactOptional().describe("Where the data came from."),
  licence: text.exactOptional().describe("The licence or agreement under which the data may be used."),
  retainUntil: z.iso
    .date({ error: "must be a date such as 2027-06-30" })
    .exactOptional()
    .describe("The last day on which the run may be kept; run and report warn afterwards."),
  readers: z.array(text).min(1).exactOptional().describe("Who may read the run folder."),
});

export type StatedCompliance = DeepReadonly<z.output<typeof statedComplianceSchema>>;

/** Where built-in data comes from. */
export const dataOriginSchema = z.object({
  source: z.string(),
  /** Absent where none is needed, since the data was generated. */
  licence: z.string().exactOptional(),
});

export type DataOrigin = DeepReadonly<z.output<typeof dataOriginSchema>>;
