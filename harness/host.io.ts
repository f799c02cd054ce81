import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { contentId } from "./canonical.ts";
import type { Host } from "./contract.ts";

/** The machine that measures, with a fingerprint that only equal machines share. */
export function describeHost(): Host {
  const facts = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: `${type()} ${release()} ${process.arch}`,
    node: process.version,
  };
  return { ...facts, fingerprint: contentId(facts) };
}
