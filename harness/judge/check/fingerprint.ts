import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import { FIGURES_SCHEMA, type OkRecord, type TrainingProof } from "../../contract/index.ts";
import type { FingerprintDifference } from "./reason.ts";

/** What results depend on besides the code, by key. */
export type Fingerprint = Readonly<Record<string, Json>>;

/** The part of a record that a fingerprint reads. */
type Fingerprinted = Pick<OkRecord, "experiment" | "host" | "executed" | "training" | "schema">;

/** Not compared, but recorded elsewhere: memory, load and the release of the operating system. */
const KEYS: Readonly<Record<string, (record: Fingerprinted) => readonly Json[]>> = {
  cpu: ({ host }) => [host.cpu],
  cores: ({ host }) => [host.cores],
  quota: ({ host }) => [host.cpuQuota ?? null],
  os: ({ host }) => [host.os.split(" ")[0] ?? host.os],
  architecture: ({ host }) => [host.os.split(" ").at(-1) ?? host.os],
  node: ({ host }) => [Number(/\d+/.exec(host.node)?.[0] ?? Number.NaN)],
  libraries: (record) => proofsOf(record).map(({ library }) => library),
  gpu: (record) =>
    proofsOf(record)
      .map(({ device }) => device)
      .filter((device) => device !== "cpu"),
  gpuDriver: ({ host }) => [host.gpuDriver ?? null],
  dataset: ({ experiment }) => [experiment.dataset],
  schema: () => [FIGURES_SCHEMA],
};

/** What ran in serving and, where something was trained on a runtime, in training. */
function proofsOf({ executed, training }: Fingerprinted): readonly TrainingProof[] {
  return training.executed === null ? [executed] : [executed, training.executed];
}

/** The fingerprint of one cell or of a whole run. A key with different values across the records holds a list of them. */
export function fingerprintOf(records: readonly Fingerprinted[]): Fingerprint {
  return Object.fromEntries(
    Object.entries(KEYS).map(([key, read]) => {
      const values = new Map(records.flatMap(read).map((value) => [canonicalJson(value), value]));
      const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
      return [key, sorted.length === 1 ? sorted[0]! : sorted.length === 0 ? null : sorted];
    }),
  );
}

/** Keys in which two fingerprints differ; empty if results of one machine apply to the other. */
export function compareFingerprints(base: Fingerprint, head: Fingerprint): string[] {
  const keys = new Set([...Object.keys(base), ...Object.keys(head)]);
  return [...keys].filter((key) => canonicalJson(base[key] ?? null) !== canonicalJson(head[key] ?? null));
}

/** The values of both sides for the given keys. */
export function differencesIn(keys: readonly string[], base: Fingerprint, head: Fingerprint): FingerprintDifference[] {
  return keys.map((key) => ({ key, base: base[key] ?? null, head: head[key] ?? null }));
}
