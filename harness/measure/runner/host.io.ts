import { readFile } from "node:fs/promises";
import { availableParallelism, cpus, hostname, release, totalmem, type } from "node:os";
import { contentId } from "../../base/canonical-json.ts";
import { gpuDriver } from "../../base/nvidia-smi.io.ts";
import type { Host } from "../../contract/index.ts";

/** The machine that measures, with a fingerprint that only machines of one kind share. */
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
  return { ...facts, fingerprint: contentId(facts), machine: await machineId() };
}

/**
 * Tells machines of one kind apart. A hash, since the system's identity is not to be published.
 * @see man 5 machine-id
 */
async function machineId(): Promise<string> {
  const identity = await readFile("/etc/machine-id", "utf8").catch(() => "");
  return contentId({ pricewar: "machine", identity: identity.trim(), name: hostname() });
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
