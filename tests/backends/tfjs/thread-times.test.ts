import { expect, test } from "vitest";
import { computingThreads, threadTimes } from "../../../backends/tfjs/thread-times.ts";

const before = new Map([
  ["1", 1000],
  ["2", 500],
  ["3", 0],
]);

test("if the library's threads slept, only the calling thread computed", () => {
  const after = new Map([...before, ["1", 2000]]);
  expect(computingThreads(before, after, { library: ["2", "3"], caller: "1" })).toBe(1);
});

test("every thread of the library that worked counts, even one that started meanwhile", () => {
  const after = new Map([...before, ["1", 2000], ["2", 900], ["4", 300]]);
  expect(computingThreads(before, after, { library: ["2", "3", "4"], caller: "1" })).toBe(3);
});

test("a thread counts above a twentieth of the caller's time", () => {
  const after = (spent: number) => new Map([...before, ["1", 2000], ["2", 500 + spent]]);
  expect(computingThreads(before, after(50), { library: ["2"], caller: "1" })).toBe(1);
  expect(computingThreads(before, after(51), { library: ["2"], caller: "1" })).toBe(2);
});

test("a thread that only woke up does not count, nor does one that is not the library's", () => {
  const after = new Map([...before, ["1", 2000], ["2", 505], ["3", 1000]]);
  expect(computingThreads(before, after, { library: ["2"], caller: "1" })).toBe(1);
});

test.runIf(process.platform === "linux")("the CPU time of the main thread grows with its work", () => {
  const own = () => threadTimes()!.get(String(process.pid))!;
  const start = own();
  let sum = 0;
  for (let index = 0; index < 5e6; index += 1) sum += Math.sqrt(index);
  expect(sum).toBeGreaterThan(0);
  expect(own()).toBeGreaterThan(start);
});
