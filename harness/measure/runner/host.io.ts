import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { contentId } from "../../base/canonical-json.ts";
import { quotaOfGroup } from "../../base/cores.io.ts";
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
