import { printableName } from "../base/printable.ts";
import { unknownName } from "../base/registry.ts";

/** Kinds of datasets that are files. */
type FileKind = "csv" | "jsonl" | "parquet";

const ENDINGS: ReadonlyMap<string, FileKind> = new Map([
  ["csv", "csv"],
  ["tsv", "csv"],
  ["jsonl", "jsonl"],
  ["ndjson", "jsonl"],
  ["parquet", "parquet"],
]);

/** The kind that the end of a file's name tells, compressed or not; null for another end. */
export function kindOfEnding(path: string): FileKind | null {
  const [, ending = ""] = /\.([a-z]+)(?:\.gz)?$/i.exec(path) ?? [];
  return ENDINGS.get(ending.toLowerCase()) ?? null;
}

/**
 * What to say of a dataset of an unknown kind: a file without its kind is told how it is written.
 * @param spec as the user wrote it: "cvs:news.csv", "news.csv,text=body"
 */
export function unknownDataset(spec: string, known: readonly string[]): string {
  const [name = ""] = spec.split(":", 1);
  const kind = name === spec ? kindOfEnding(spec.split(",", 1)[0]!) : null;
  return kind === null
    ? unknownName("dataset", name, known)
    : `unknown dataset "${printableName(name)}"; for a file, write "${kind}:${printableName(spec)}"`;
}
