import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

/** The files and sizes of `encoded_texts.py`, for peers that run in Node. */
export interface PeerArguments {
  readonly rows: number;
  readonly length: number;
  readonly vocabulary: number;
  readonly batch: number;
  /** int32 [rows, length], padded */
  readonly ids: Int32Array;
  /** float32 [rows] */
  readonly labels: Float32Array;
}

/** Reads the command line and the files that it names; `more` names a further required integer. */
export async function readPeerArguments<More extends string>(
  more: More,
): Promise<PeerArguments & Readonly<Record<More, number>>> {
  const names = ["rows", "length", "vocabulary", "batch", more];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [ids, labels] = await Promise.all(positionals.map((file) => readFile(file)));
  const sizes = Object.fromEntries(names.map((name) => [name, Number(values[name])]));
  return {
    ...(sizes as Pick<PeerArguments, "rows" | "length" | "vocabulary" | "batch"> & Record<More, number>),
    ids: new Int32Array(Uint8Array.from(ids!).buffer),
    labels: new Float32Array(Uint8Array.from(labels!).buffer),
  };
}
