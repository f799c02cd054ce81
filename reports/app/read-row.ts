import type { RecordChunk } from "../page/records.ts";
import { RECORDS_EACH } from "../page/records-each.ts";
import { readPayload } from "./payload.ts";
import { type RawRecord, rawRecord } from "./raw-record.ts";

/** What the page has of a row: a run's record, or a configuration's settings. Its chunk is inflated only now. @returns null if the page has none */
export async function readRow(name: "records" | "settings", row: number): Promise<RawRecord | null> {
  const chunk = await readPayload<RecordChunk>(`${name}-${Math.floor(row / RECORDS_EACH)}`);
  return chunk === null ? null : rawRecord(chunk, row % RECORDS_EACH);
}
