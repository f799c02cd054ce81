import { readFile } from "node:fs/promises";
import { availableParallelism, cpus, hostname, release, totalmem, type } from "node:os";
import { contentId } from "../../base/canonical-json.ts";
import { quotaOfGroup } from "../../base/cores.io.ts";
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
