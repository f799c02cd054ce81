import { isUtf8 } from "node:buffer";
import type { StoredLine } from "../base/at-rest/stored.io.ts";
import { RecordError } from "../base/errors.ts";
import { impossibleIn } from "./impossible.ts";
import { withoutSum } from "./line-sum.ts";
import { parseRunLine } from "./parse-run.ts";
import type { RunLine } from "./run-line.ts";
import { RECORD_SCHEMA } from "./schema-version.ts";

/** A line that cannot be used, as it stands in its file. */
export interface BrokenLine {
  /** 1-based. */
  readonly number: number;
  /** What was needed and what came. */
  readonly problem: string;
  readonly bytes: Uint8Array;
}

export interface ScannedLines {
  readonly lines: readonly RunLine[];
  /** The bytes of `lines`, each without its end. */
  readonly kept: readonly Uint8Array[];
  readonly broken: readonly BrokenLine[];
  /** Whether something follows the last newline: half a line that a crash left, or a whole one, which is among `lines`. */
  readonly isTorn: boolean;
}

/**
 * Reads every line of records.jsonl or samples.jsonl that can be read.
 * @param pieces what is between newlines: one more than there are newlines
 * @param file its name for messages
 * @throws RecordError if all of its lines are of a newer schema: they are no damage, but another pricewar's
 */
export function scanLines(pieces: readonly StoredLine[], file: string): ScannedLines {
  const last = pieces.at(-1)!;
  const lines: RunLine[] = [];
  const kept: Uint8Array[] = [];
  const broken: BrokenLine[] = [];
  let newest = RECORD_SCHEMA;
  for (const [index, piece] of pieces.slice(0, -1).entries()) {
    const { bytes } = piece;
    if (isBlank(bytes)) continue;
    const read = readLine(piece);
    if ("line" in read) {
      lines.push(read.line);
      kept.push(bytes);
    } else {
      newest = Math.max(newest, read.schema);
      broken.push({ number: index + 1, problem: read.problem, bytes });
    }
  }
  const whole = readLine(last);
  if ("line" in whole) {
    lines.push(whole.line);
    kept.push(last.bytes);
  }
  if (lines.length === 0 && newest > RECORD_SCHEMA) {
    throw new RecordError(
      `${file}: has schema ${newest}, and this pricewar reads up to ${RECORD_SCHEMA}; use the newer one that wrote it, or another folder`,
    );
  }
  return { lines, kept, broken, isTorn: last.bytes.length > 0 };
}

type ReadLine = { readonly line: RunLine } | { readonly problem: string; readonly schema: number };

function readLine({ read: bytes }: StoredLine): ReadLine {
  if ("problem" in bytes) return { ...bytes, schema: 0 };
  if (!isUtf8(bytes)) return { problem: "not UTF-8", schema: 0 };
  const { json, isRight } = withoutSum(Buffer.from(bytes).toString("utf8").replace(/\r$/, ""));
  if (!isRight) return { problem: "it was changed after it was written, since its sum is wrong", schema: 0 };
  try {
    const line = parseRunLine(json);
    // A sum that is damaged itself, so that it was not taken for one.
    if ("sum" in line) return { problem: "its sum is damaged", schema: 0 };
    const impossible = impossibleIn(line);
    return impossible === null ? { line } : { problem: impossible, schema: 0 };
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { problem: error.message, schema: schemaOf(json) };
  }
}

/** The schema that a line says it has; 0 for none. */
function schemaOf(json: string): number {
  try {
    const { schema } = (JSON.parse(json) ?? {}) as { readonly schema?: unknown };
    return Number.isInteger(schema) ? (schema as number) : 0;
  } catch {
    return 0;
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
}
