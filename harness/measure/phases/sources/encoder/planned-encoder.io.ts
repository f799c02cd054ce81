import { basename } from "node:path";
import { RecordError } from "../../../../base/errors.ts";
import type { SentenceEncoder } from "../../../../classifier/encoders/sentence-encoder.io.ts";
import type { SourceJob } from "../../phase-jobs.ts";

/** "encoder:PACKAGE@<12 hex of the content's SHA-256>", PACKAGE without its scope. */
export function pinnedEncoderId(packageName: string, hash: string): string {
  return `encoder:${basename(packageName)}@${hash}`;
}

/** The encoder that a job was planned with. @throws RecordError if the package has changed since */
export async function openPlannedEncoder({ source }: SourceJob): Promise<SentenceEncoder> {
  // Not before: planning names the source of every cell, and needs no weights.
  const { openSentenceEncoder } = await import("../../../../classifier/encoders/sentence-encoder.io.ts");
  const { argument, id } = source!;
  const encoder = await openSentenceEncoder(argument!);
  const now = pinnedEncoderId(argument!, encoder.hash);
  if (now === id) return encoder;
  throw new RecordError(`${argument} has changed since the run was planned: it was ${id}, now it is ${now}; run again`);
}
