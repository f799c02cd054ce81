import { BYTES_PER_MIB } from "./conversions.ts";

/**
 * Bytes of one process over all GPUs.
 * @param csv lines of process id and mebibytes, from
 * `nvidia-smi --query-compute-apps=pid,used_memory --format=csv,noheader,nounits`
 * @returns null if the process is not listed, as in containers that hide process ids, or if the driver reports "[N/A]"
 */
export function usedGpuBytes(csv: string, pid: number): number | null {
  const mebibytes = csv
    .split("\n")
    .map((line) => line.split(",").map((field) => field.trim()))
    .filter(([id]) => id === String(pid))
    .map(([, used]) => (/^\d+$/.test(used ?? "") ? Number(used) : null));
  if (mebibytes.length === 0) return null;
  return mebibytes.reduce<number | null>(
    (sum, used) => (sum === null || used === null ? null : sum + used * BYTES_PER_MIB),
    0,
  );
}
