import { kernelNames, kernelText } from "../../base/kernel-files.io.ts";
import {
  coreTimes,
  cpuStatFiles,
  type MachineReading,
  pressureMs,
  processTimes,
  threadWaitMs,
  throttledMs,
} from "./reading.ts";

/**
 * A function that reads the machine's counters from Linux' /proc and control group, in a fraction of a millisecond; undefined
 * on other systems. It blocks, so that nothing else of this process runs between the counters.
 */
export function machineReader(nowMs: () => number): (() => MachineReading) | undefined {
  if (process.platform !== "linux") return undefined;
  // At the first reading, which nothing waits for: the start of a process is a figure.
  let own: OwnPlaces | undefined;
  return () => {
    own ??= ownPlaces();
    const { allowed, cpuStat } = own;
    // In this order: the two that are subtracted from each other are read next to one clock.
    const waitMs = ownWaitMs();
    const throttled = cpuStat === undefined ? null : told(cpuStat, throttledMs);
    const pressure = told("/proc/pressure/cpu", pressureMs);
    const familyMs = familyCpuMs();
    const cores = told("/proc/stat", (stat) => coreTimes(stat, allowed));
    const atMs = nowMs();
    const { user, system } = process.cpuUsage();
    return {
      atMs,
      ownMs: (user + system) / 1e3 + familyMs,
      cores,
      waitMs,
      throttledMs: throttled,
      pressureMs: pressure,
    };
  };
}

/** What a process may use, and where its control group is counted: neither changes while it runs. */
interface OwnPlaces {
  /** "Cpus_allowed_list", such as "0-3,8"; null where the kernel does not tell. */
  readonly allowed: string | null;
  /** The control group's cpu.stat; undefined if none tells of a quota. */
  readonly cpuStat: string | undefined;
}

function ownPlaces(): OwnPlaces {
  return {
    allowed: /^Cpus_allowed_list:\s+(\S+)$/m.exec(kernelText("/proc/self/status") ?? "")?.[1] ?? null,
    cpuStat: cpuStatFiles(kernelText("/proc/self/cgroup") ?? "").find((file) => told(file, throttledMs) !== null),
  };
}

/**
 * Of the process that started this one and of all that descend from it: they belong to the same run. This one's own time is
 * left out, that of its children that have ended is not.
 */
function familyCpuMs(): number {
  const cpuMs = (pid: number): number => {
    const { ownMs, endedChildrenMs } = told(`/proc/${pid}/stat`, processTimes) ?? { ownMs: 0, endedChildrenMs: 0 };
    const own = pid === process.pid ? endedChildrenMs : ownMs + endedChildrenMs;
    return childrenOf(pid).reduce((sum, child) => sum + cpuMs(child), own);
  };
  return cpuMs(process.ppid);
}

function childrenOf(pid: number): number[] {
  const children = kernelText(`/proc/${pid}/task/${pid}/children`) ?? "";
  return children.split(" ").filter(Boolean).map(Number);
}

function ownWaitMs(): number | null {
  // A thread that has just ended has no file.
  const waits = kernelNames("/proc/self/task").map((thread) =>
    told(`/proc/self/task/${thread}/schedstat`, threadWaitMs),
  );
  const known = waits.filter((wait) => wait !== null);
  return known.length === 0 ? null : known.reduce((sum, wait) => sum + wait, 0);
}

function told<T>(file: string, read: (text: string) => T | null): T | null {
  const text = kernelText(file);
  return text === null ? null : read(text);
}
