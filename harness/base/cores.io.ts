import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";

/** Cores that this process may keep busy: those of its affinity, within the quota of its control group; at least one. */
export async function allowedCores(): Promise<number> {
  const quota = await quotaOfGroup();
  return Math.max(1, Math.floor(Math.min(availableParallelism(), quota ?? Number.POSITIVE_INFINITY)));
}

/** Cores that control group v2 limits this container to; null without a limit, or where the kernel does not report it. */
export async function quotaOfGroup(): Promise<number | null> {
  const text = await readFile("/sys/fs/cgroup/cpu.max", "utf8").catch(() => null);
  return text === null ? null : coresOf(text);
}

/** @param cpuMax CPU time per period in microseconds, such as "200000 100000"; "max 100000" without a quota */
export function coresOf(cpuMax: string): number | null {
  const [, quota, period] = /^(\d+) (\d+)/.exec(cpuMax) ?? [];
  return quota === undefined ? null : Number(quota) / Number(period);
}
