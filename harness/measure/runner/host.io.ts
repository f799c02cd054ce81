import { readFile } from "node:fs/promises";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { contentId } from "../../base/canonical-json.ts";
import { gpuDriver } from "../../base/nvidia-smi.io.ts";
import type { Host } from "../../contract/index.ts";

/** The machine that measures, with a fingerprint that only identical machines share. */
export async function describeHost(): Promise<Host> {
  const [cpuQuota, driver] = await Promise.all([quotaOfGroup(), gpuDriver()]);
  const facts = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    ...(cpuQuota === null ? {} : { cpuQuota }),
    ...(driver === null ? {} : { gpuDriver: driver }),
  };
  return { ...facts, fingerprint: contentId(facts) };
}

/** Cores that control group v2 limits this container to; null without a limit, or where the kernel does not report it. */
async function quotaOfGroup(): Promise<number | null> {
  const text = await readFile("/sys/fs/cgroup/cpu.max", "utf8").catch(() => null);
  return text === null ? null : coresOf(text);
}

/** @param cpuMax CPU time per period in microseconds, such as "200000 100000"; "max 100000" without a quota */
export function coresOf(cpuMax: string): number | null {
  const [, quota, period] = /^(\d+) (\d+)/.exec(cpuMax) ?? [];
  return quota === undefined ? null : Number(quota) / Number(period);
}
