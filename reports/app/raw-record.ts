import type { Json } from "../../harness/base/canonical-json.ts";
import type { PackedAway, RecordChunk } from "../page/records.ts";

/** A row's record as the page has it. */
export interface RawRecord {
  /** Null without a record. */
  readonly record: { readonly [name: string]: Json } | null;
  readonly command: string;
  /** Bytes of packed data that are left out. */
  readonly leftOutBytes: number;
  readonly isShortened: boolean;
}

/** A row's record, put together from the columns of its chunk. @param place of the row in its chunk */
export function rawRecord({ shapes, rows, commands, isShortened }: RecordChunk, place: number): RawRecord {
  const command = commands[place]!;
  const at = rows[place] ?? null;
  if (at === null) return { record: null, command, leftOutBytes: 0, isShortened };
  const { paths, columns } = shapes[at[0]]!;
  const record: Record<string, Json> = Object.create(null);
  let leftOutBytes = 0;
  paths.forEach((path, index) => {
    const value = columns[index]![at[1]]!;
    put(record, path, value);
    if (isPackedAway(value)) leftOutBytes += value.bytes;
  });
  return { record, command, leftOutBytes, isShortened };
}

function put(into: Record<string, Json>, path: readonly string[], value: Json): void {
  let place = into;
  for (const name of path.slice(0, -1)) {
    place[name] ??= Object.create(null) as Record<string, Json>;
    place = place[name] as Record<string, Json>;
  }
  place[path.at(-1)!] = value;
}

function isPackedAway(value: unknown): value is PackedAway {
  return typeof value === "object" && value !== null && "leftOut" in value;
}
