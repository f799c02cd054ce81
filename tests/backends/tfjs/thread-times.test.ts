import { expect, test } from "vitest";
import { computingThreads, threadTimes } from "../../../backends/tfjs/thread-times.ts";

const before = new Map([
  ["1", 1000],
  ["2", 500],
  ["3", 0],
]);

test("a library whose threads slept computed on the calling thread alone", () => {
  const after = new Map([...before, ["1", 2000]]);
  expect(computingThreads(before, after, { library: ["2", "3"], caller: "1" })).toBe(1);
});

test("each of the library's threads that worked counts, one that started meanwhile too", () => {
  const after = new Map([...before, ["1", 2000], ["2", 900], ["4", 300]]);
  expect(computingThreads(before, after, { library: ["2", "3", "4"], caller: "1" })).toBe(3);
});

test("a thread counts from a twentieth of the caller's time on", () => {
  const after = (spent: number) => new Map([...before, ["1", 2000], ["2", 500 + spent]]);
  expect(computingThreads(before, after(50), { library: ["2"], caller: "1" })).toBe(1);
  expect(computingThreads(before, after(51), { library: ["2"], caller: "1" })).toBe(2);
});

test("a thread that only woke up does not count, nor one that is not the library's", () => {
  const after = new Map([...before, ["1", 2000], ["2", 505], ["3", 1000]]);
  expect(computingThreads(before, after, { library: ["2"], caller: "1" })).toBe(1);
});

test.runIf(process.platform === "linux")("the kernel's account of the main thread grows with its work", () => {
  const own = () => threadTimes()!.get(String(process.pid))!;
  const start = own();
  let sum = 0;
  for (let index = 0; index < 5e6; index += 1) sum += Math.sqrt(index);
  expect(sum).toBeGreaterThan(0);
  expect(own()).toBeGreaterThan(start);
});
