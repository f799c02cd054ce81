import { canonicalJson, sha256Hex } from "../../base/canonical-json.ts";
import { mapValues } from "../../base/map-values.ts";

/** What config.json says of what it belongs to: files of one folder are of no use with those of another. */
export interface Ties {
  /** Of the labels in their order. */
  readonly labels: string;
  /** Of each file that answers depend on, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** @param files contents by name */
export function tiesOf(labels: readonly string[], files: Readonly<Record<string, string | Uint8Array>>): Ties {
  return { labels: sumOfLabels(labels), files: mapValues(files, sha256Hex) };
}

export function sumOfLabels(labels: readonly string[]): string {
  return sha256Hex(canonicalJson(labels));
}
