import { readFile } from "node:fs/promises";

/**
 * High-water mark of this process's resident memory in bytes, from the kernel. On Linux this is VmHWM, which exec resets;
 * getrusage's maxRSS would include the parent's memory at the time of the fork. Elsewhere it is maxRSS.
 */
export async function peakRssBytes(): Promise<number | null> {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}
