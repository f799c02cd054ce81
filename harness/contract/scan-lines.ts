import { isUtf8 } from "node:buffer";
import { RecordError } from "../base/errors.ts";
import { LineSplitter } from "../base/line-splitter.ts";
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

/** A line that can be used. */
export interface WholeLine {
  readonly line: RunLine;
  /** Without its end; may be a part of a chunk, and is only there until the next one. */
  readonly bytes: Uint8Array;
}

export type ScannedLine = WholeLine | BrokenLine;

/**
 * Reads records.jsonl or samples.jsonl from chunks of it, so that a file may be much larger than the memory that reading it takes.
 * @param file its name for messages
 */
export class LineScanner {
  readonly #file: string;
  readonly #splitter = new LineSplitter();
  #number = 0;
  #hasLine = false;
  #newest = RECORD_SCHEMA;

  constructor(file: string) {
    this.#file = file;
  }

  /** The lines that end in the next chunk, blank ones left out. */
  *take(chunk: Uint8Array): Generator<ScannedLine> {
    for (const bytes of this.#splitter.take(chunk)) {
      this.#number += 1;
      if (!isBlank(bytes)) yield this.#scanned(bytes);
    }
  }

  /**
   * What follows the last newline: half a line that a crash left, which is null, or a whole one.
   * @returns undefined where nothing follows it
   * @throws RecordError if all lines were of a newer schema: they are no damage, but another pricewar's
   */
  end(): WholeLine | null | undefined {
    const bytes = this.#splitter.end();
    const read = readLine(bytes);
    this.#hasLine ||= "line" in read;
    if (!this.#hasLine && this.#newest > RECORD_SCHEMA) {
      throw new RecordError(
        `${this.#file}: has schema ${this.#newest}, and this pricewar reads up to ${RECORD_SCHEMA}; use the newer one that wrote it, or another folder`,
      );
    }
    if (bytes.length === 0) return undefined;
    return "line" in read ? { line: read.line, bytes } : null;
  }

  /** Counts a line that cannot even be opened. @param bytes as it stands in its file */
  closed(problem: string, bytes: Uint8Array): BrokenLine {
    this.#number += 1;
    return { number: this.#number, problem, bytes };
  }

  #scanned(bytes: Uint8Array): ScannedLine {
    const read = readLine(bytes);
    if ("line" in read) {
      this.#hasLine = true;
      return { line: read.line, bytes };
    }
    this.#newest = Math.max(this.#newest, read.schema);
    return { number: this.#number, problem: read.problem, bytes };
  }
}

type ReadLine = { readonly line: RunLine } | { readonly problem: string; readonly schema: number };

function readLine(bytes: Uint8Array): ReadLine {
  if (!isUtf8(bytes)) return { problem: "not UTF-8", schema: 0 };
  const { json, isRight } = withoutSum(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8").replace(/\r$/, ""),
  );
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
