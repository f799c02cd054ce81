import { expect, test } from "vitest";
import { statusLines, unservedLines } from "../../../experiments/queue/status-lines.ts";

const NOW = new Date("2026-11-29T12:00:00.000Z");
const queues = [
  { queue: "cuda", waiting: 0, active: 0 },
  { queue: "onnx", waiting: 12, active: 2 },
  { queue: "onnx+wasm", waiting: 3, active: 0 },
];
const workers = [
  { host: "a", backends: ["onnx"], doing: "serving 1", since: "2026-11-29T11:58:30.000Z", done: 4 },
  { host: "b", backends: ["onnx", "cuda"], doing: null, since: "2026-11-29T11:59:55.000Z", done: 10 },
];

test("a queue with jobs that no living worker can do is named once, with what it takes", () => {
  expect(unservedLines(queues, workers)).toEqual([
    "jobs wait in the queue onnx+wasm, and no worker that is running has onnx and wasm: start one with pricewar worker --redis URL on a machine that has",
  ]);
  expect(unservedLines(queues, []).map((line) => line.split(":")[0])).toEqual([
    "jobs wait in the queue onnx, and no worker is running",
    "jobs wait in the queue onnx+wasm, and no worker is running",
  ]);
});

test("queues and workers are a table each", () => {
  expect(statusLines(queues, workers, NOW).split("\n")).toEqual([
    "queue      waiting  active",
    "cuda             0       0",
    "onnx            12       2",
    "onnx+wasm        3       0",
    "",
    "worker  backends   jobs done         for  doing",
    "a       onnx               4  1 min 30 s  serving 1",
    "b       onnx cuda         10         5 s  waiting",
  ]);
  expect(statusLines(queues, [], NOW)).toMatch(/\n\nno worker$/);
});
