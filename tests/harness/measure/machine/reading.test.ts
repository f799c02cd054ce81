import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { machineReader } from "../../../../harness/measure/machine/read-machine.io.ts";
import {
  coreTimes,
  cpuStatFiles,
  pressureMs,
  processTimes,
  threadWaitMs,
  throttledMs,
} from "../../../../harness/measure/machine/reading.ts";

const STAT = `cpu  100 1 20 1000 5 0 2 3 0 0
cpu0 60 1 10 400 5 0 1 1 0 0
cpu1 30 0 5 300 0 0 1 2 0 0
cpu2 10 0 5 300 0 0 0 0 0 0
intr 1 2 3
ctxt 4
`;

describe("/proc/stat", () => {
  test("has the sum over all cores in one line, in ticks of 10 ms", () => {
    const all = { count: 3, idleMs: 10_050, stealMs: 30, totalMs: 11_310 };
    expect(coreTimes(STAT, null)).toEqual(all);
    expect(coreTimes(STAT, "0-2")).toEqual(all);
  });

  test("counts the cores alone that the process may use", () => {
    expect(coreTimes(STAT, "0,2")).toEqual({ count: 2, idleMs: 7050, stealMs: 10, totalMs: 7930 });
    expect(coreTimes(STAT, "1")).toEqual({ count: 1, idleMs: 3000, stealMs: 20, totalMs: 3380 });
  });

  test("without such lines tells nothing", () => {
    expect(coreTimes("intr 1\n", null)).toBeNull();
  });
});

test("control groups of version 2 count microseconds, those of version 1 nanoseconds, and some nothing", () => {
  expect(throttledMs("usage_usec 5\nnr_periods 9\nnr_throttled 2\nthrottled_usec 12500\n")).toBe(12.5);
  expect(throttledMs("nr_periods 9\nnr_throttled 2\nthrottled_time 12500000\n")).toBe(12.5);
  expect(throttledMs("usage_usec 5\nuser_usec 3\n")).toBeNull();
});

test("the group's file is where its version is mounted, or at the root inside a container", () => {
  expect(cpuStatFiles("0::/user.slice/session-1.scope\n")).toEqual([
    "/sys/fs/cgroup/user.slice/session-1.scope/cpu.stat",
    "/sys/fs/cgroup/cpu.stat",
  ]);
  expect(cpuStatFiles("4:memory:/x\n3:cpu,cpuacct:/docker/ab\n0::/\n")).toEqual([
    "/sys/fs/cgroup/cpu,cpuacct/docker/ab/cpu.stat",
    "/sys/fs/cgroup/cpu,cpuacct/cpu.stat",
    "/sys/fs/cgroup/cpu.stat",
  ]);
  expect(cpuStatFiles("")).toEqual([]);
});

test("pressure is the total of “some”, and a thread's wait the second number", () => {
  const some =
    "some avg10=0.80 avg60=1.31 avg300=17.34 total=4579281952\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=7\n";
  expect(pressureMs(some)).toBe(4_579_281.952);
  expect(pressureMs("")).toBeNull();
  expect(threadWaitMs("123456789 2500000 42\n")).toBe(2.5);
  // Of a kernel without these figures, whose zeros are no quiet.
  expect(threadWaitMs("0 0 0\n")).toBeNull();
});

test("a process's time is apart from that of its children that ended, whatever its name", () => {
  expect(processTimes("12 (a) b c) S 1 12 12 0 -1 4194560 1 2 3 4 70 30 5 2 20 0 11 0 99")).toEqual({
    ownMs: 1000,
    endedChildrenMs: 70,
  });
});

describe.runIf(process.platform === "linux")("this machine's counters", () => {
  const LOOP = "const end = process.cpuUsage().user + 60e3; while (process.cpuUsage().user < end);";

  test("grow, and all of the own work is own", () => {
    const read = machineReader(() => performance.now())!;
    const before = read();
    const from = process.cpuUsage();
    while (performance.now() - before.atMs < 30);
    const { user, system } = process.cpuUsage(from);
    const after = read();
    expect(after.ownMs - before.ownMs).toBeGreaterThanOrEqual((user + system) / 1e3);
    expect(after.cores?.count).toBeGreaterThan(0);
    expect(after.cores!.totalMs).toBeGreaterThanOrEqual(before.cores!.totalMs);
  });

  test("count a child's work, even when it has ended", () => {
    const read = machineReader(() => performance.now())!;
    const before = read();
    spawnSync(process.execPath, ["-e", LOOP]);
    // 60 ms in ticks of 10.
    expect(read().ownMs - before.ownMs).toBeGreaterThanOrEqual(50);
  });
});
