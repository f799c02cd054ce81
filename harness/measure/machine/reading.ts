/** Counters of the machine at one time; null where the kernel does not tell. All of them only grow. */
export interface MachineReading {
  /** Of a monotonic clock. */
  readonly atMs: number;
  /** CPU time of all of pricewar's processes. */
  readonly ownMs: number;
  readonly cores: CoreTimes | null;
  /** Time that this process's threads were ready to run and waited for a core. */
  readonly waitMs: number | null;
  /** Time that the control group was stopped for having used up its quota, summed over the cores. */
  readonly throttledMs: number | null;
  /** Time in which some program of the machine waited for a core. */
  readonly pressureMs: number | null;
}

/** The sums over the cores that a process may use. */
export interface CoreTimes {
  readonly count: number;
  /** Waiting for a disk included. */
  readonly idleMs: number;
  readonly stealMs: number;
  /** All that is counted, these included. */
  readonly totalMs: number;
}

/** USER_HZ is 100 wherever Node runs. */
export const TICK_MS = 10;

/**
 * @param stat /proc/stat: "cpu  user nice system idle iowait irq softirq steal …" in ticks, then a line "cpu3 …" for each core
 * @param allowed "Cpus_allowed_list" of /proc/self/status, such as "0-3,8"
 * @returns null if it has no such lines
 */
export function coreTimes(stat: string, allowed: string | null): CoreTimes | null {
  const lines = [...stat.matchAll(/^cpu(\d*) +(.+)$/gm)].map(([, core, ticks]) => ({
    core,
    ticks: ticks!.split(" ").map(Number),
  }));
  const cores = lines.filter(({ core }) => core !== "");
  const own = allowed === null ? cores : cores.filter(({ core }) => includesCore(allowed, Number(core)));
  // The sum is rounded to a tick once, and not once for each core.
  const counted = own.length === cores.length ? lines.filter(({ core }) => core === "") : own;
  if (counted.length === 0) return null;
  const sumOf = (columns: readonly number[]) =>
    TICK_MS * counted.reduce((sum, { ticks }) => sum + columns.reduce((all, at) => all + (ticks[at] ?? 0), 0), 0);
  return {
    count: own.length,
    idleMs: sumOf([3, 4]),
    stealMs: sumOf([7]),
    totalMs: sumOf([0, 1, 2, 3, 4, 5, 6, 7]),
  };
}

function includesCore(list: string, core: number): boolean {
  return list.split(",").some((range) => {
    const [first, last = first] = range.split("-").map(Number) as [number, number?];
    return first <= core && core <= last;
  });
}

/** @param cpuStat cpu.stat of a control group: v2 has throttled_usec, v1 throttled_time in nanoseconds */
export function throttledMs(cpuStat: string): number | null {
  const micro = /^throttled_usec (\d+)$/m.exec(cpuStat)?.[1];
  if (micro !== undefined) return Number(micro) / 1e3;
  const nano = /^throttled_time (\d+)$/m.exec(cpuStat)?.[1];
  return nano === undefined ? null : Number(nano) / 1e6;
}

/** @param pressure /proc/pressure/cpu: "some avg10=0.00 avg60=0.00 avg300=0.00 total=4579281952" in microseconds */
export function pressureMs(pressure: string): number | null {
  const micro = /^some .*total=(\d+)$/m.exec(pressure)?.[1];
  return micro === undefined ? null : Number(micro) / 1e3;
}

/**
 * @param schedstat of a thread: nanoseconds on a core, nanoseconds of waiting for one, and time slices
 * @returns null if it has not run yet, or where the kernel keeps no such figures and gives zeros
 */
export function threadWaitMs(schedstat: string): number | null {
  const [ranNs, waitedNs] = schedstat.split(" ").map(Number);
  return ranNs === 0 ? null : waitedNs! / 1e6;
}

/** CPU time of a process, and of its children that have ended. */
export interface ProcessTimes {
  readonly ownMs: number;
  readonly endedChildrenMs: number;
}

/** @param stat /proc/PID/stat */
export function processTimes(stat: string): ProcessTimes {
  // The command is in parentheses and may contain spaces; the first field after it is the third.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number) as [number, number, number, number];
  return { ownMs: TICK_MS * (user + system), endedChildrenMs: TICK_MS * (endedUser + endedSystem) };
}

/**
 * Where a process's cpu.stat is.
 * @param groups /proc/self/cgroup: "0::/path" for version 2, "4:cpu,cpuacct:/path" for version 1
 * @returns places to try, the likeliest first
 */
export function cpuStatFiles(groups: string): string[] {
  const root = "/sys/fs/cgroup";
  const files = groups.split("\n").flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    const isFirst = controllers?.split(",").includes("cpu") === true;
    if (path === undefined || !(isFirst || controllers === "")) return [];
    // Inside a container the path is often that of the host, and its own group is the root.
    const mounted = isFirst ? `${root}/${controllers}` : root;
    return [`${mounted}${path}/cpu.stat`, `${mounted}/cpu.stat`];
  });
  return [...new Set(files.map((file) => file.replaceAll("//", "/")))];
}
