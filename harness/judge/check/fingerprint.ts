import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { FIGURES_SCHEMA, type OkRecord } from "../../contract/index.ts";
import type { FingerprintDifference } from "./reason.ts";

/** What results depend on besides the code, by key. */
export type Fingerprint = Readonly<Record<string, Json>>;

/** What a fingerprint reads; a key with several values over the records holds them all. */
type Fingerprinted = Pick<OkRecord, "experiment" | "host" | "executed" | "training" | "schema">;

/** Memory, load and the release of the operating system are recorded elsewhere and not compared. */
const KEYS: Readonly<Record<string, (record: Fingerprinted) => readonly Json[]>> = {
  cpu: ({ host }) => [host.cpu],
  cores: ({ host }) => [host.cores],
  quota: ({ host }) => [host.cpuQuota ?? null],
  os: ({ host }) => [host.os.split(" ")[0] ?? host.os],
  architecture: ({ host }) => [host.os.split(" ").at(-1) ?? host.os],
  node: ({ host }) => [Number(/\d+/.exec(host.node)?.[0] ?? Number.NaN)],
  libraries: ({ executed, training }) => [executed.library, training.executed.library],
  gpu: ({ executed, training }) => [executed.device, training.executed.device].filter((device) => device !== "cpu"),
  gpuDriver: ({ host }) => [host.gpuDriver ?? null],
  dataset: ({ experiment }) => [experiment.dataset],
  schema: () => [FIGURES_SCHEMA],
};

/** Of one cell's records, or of a whole run's: then it holds what any of them depends on. */
export function fingerprintOf(records: readonly Fingerprinted[]): Fingerprint {
  return Object.fromEntries(
    Object.entries(KEYS).map(([key, read]) => {
      const values = new Map(records.flatMap(read).map((value) => [canonicalJson(value), value]));
      const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
      return [key, sorted.length === 1 ? sorted[0]! : sorted.length === 0 ? null : sorted];
    }),
  );
}

/** Keys in which two differ; empty where results of one machine hold for the other. */
export function compareFingerprints(base: Fingerprint, head: Fingerprint): string[] {
  const keys = new Set([...Object.keys(base), ...Object.keys(head)]);
  return [...keys].filter((key) => canonicalJson(base[key] ?? null) !== canonicalJson(head[key] ?? null));
}

/** The values of both sides under the keys in which they differ. */
export function differencesIn(keys: readonly string[], base: Fingerprint, head: Fingerprint): FingerprintDifference[] {
  return keys.map((key) => ({ key, base: base[key] ?? null, head: head[key] ?? null }));
}
