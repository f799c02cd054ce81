const BYTES_PER_MEBIBYTE = 1024 ** 2;

/**
 * Bytes of one process over all GPUs, from `nvidia-smi --query-compute-apps=pid,used_memory
 * --format=csv,noheader,nounits`: lines of a process id and mebibytes.
 * @returns null where the process is not listed, as in containers that hide process ids, or where the driver prints
 * "[N/A]" instead of a number
 */
export function usedGpuBytes(csv: string, pid: number): number | null {
  const mebibytes = csv
    .split("\n")
    .map((line) => line.split(",").map((field) => field.trim()))
    .filter(([id]) => id === String(pid))
    .map(([, used]) => (/^\d+$/.test(used ?? "") ? Number(used) : null));
  if (mebibytes.length === 0) return null;
  return mebibytes.reduce<number | null>(
    (sum, used) => (sum === null || used === null ? null : sum + used * BYTES_PER_MEBIBYTE),
    0,
  );
}
