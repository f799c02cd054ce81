import { expect, test } from "vitest";
import { estimateSampling, estimateTime, paceOf } from "../../../../harness/measure/runner/estimate.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";

test("a training that stopped early gives the time per epoch that it ran; a training to come may run all epochs", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  const [cell] = plan.cells;
  const history = Array.from({ length: 4 }, (_, index) => ({
    epoch: index + 1,
    trainWallMs: 100 * (index + 1),
    loss: 0.5,
    testAccuracy: 0.8,
  }));
  // 2,400 ms of training process for 4 epochs are 6,000 ms for 10, after 300 ms to start; 300 + 3,200 ms to compress and serve.
  const { trainings, ms } = estimateTime(plan, plan.cells, [okRecord(cell!, { history })]);
  expect(trainings).toBe(1);
  expect(ms).toBeCloseTo(300 + 6000 + 3500, 6);
});

test("without records it guesses; a training that cells share counts once, and a teacher's training counts too", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1, 2] });
  // 300 ms to start and 0.02 ms for each of 1,690 rows in each of ten epochs; 1,100 ms to compress and serve.
  const training = 300 + 338;
  const plain = estimateTime(plan, plan.cells, []);
  expect(plain.trainings).toBe(2);
  expect(plain.ms).toBeCloseTo(2 * training + 4 * 1100, 6);
  const [cell] = plan.cells;
  const { experiment } = cell!;
  const teacher = { ...experiment, id: "teacher", model: { ...experiment.model, embedding: 64 } };
  const student = { ...cell!, trainedWith: [{ name: "soft-targets" }], teachers: [teacher] };
  const taught = estimateTime(plan, [student], []);
  expect(taught.trainings).toBe(2);
  expect(taught.ms).toBeCloseTo(2 * training + 1100, 6);
});

test("a training that a finished cell has made is not made again, unless that cell is measured again too", () => {
  const plan = makePlan({ axes: { quantization: ["float32", "int8"] }, seeds: [1] });
  const [one, other] = plan.cells;
  const records = [okRecord(one!)];
  // 300 + 3,200 ms to compress and serve; with its training 24,000 ms more (one epoch took 2,400), and 300 to start.
  expect(estimateTime(plan, [other!], records)).toEqual({ trainings: 0, ms: 3500 });
  expect(estimateTime(plan, plan.cells, records)).toEqual({ trainings: 1, ms: 300 + 2400 * 10 + 2 * 3500 });
  expect(estimateTime(plan, [other!], [okRecord(one!, { code: "older" })]).trainings).toBe(1);
});

test("a cell takes as long as others on its backend, or as all if there are none", () => {
  const plan = makePlan({ axes: { serveBackend: ["onnx", "wasm", "simd"] }, seeds: [1] });
  const [onnx, wasm, simd] = plan.cells;
  const slow = okRecord(wasm!);
  const pace = paceOf(plan, [
    okRecord(onnx!),
    { ...slow, usage: { ...slow.usage, processWallMs: { train: 2400, compress: 500, serve: 6000 } } },
  ]);
  expect([onnx, wasm, simd].map((cell) => pace.cellMs(cell!))).toEqual([3500, 6500, 5000]);
});

test("samples of serving take as long as those before, whose processes started side by side, or a guess", () => {
  const [cell] = makePlan({ axes: {}, seeds: [1] }).cells;
  const times = (count: number) => Array.from({ length: count }, () => cell!);
  expect(estimateSampling(times(216), [], 2)).toBe(216 * 240);
  const sample = sampleOf(okRecord(cell!), 1);
  // 100 ms timed of 400 and of 600: 100 + 300 / 2 and 100 + 500 / 2.
  const taken = [400, 600].map((processWallMs) => ({ ...sample, processWallMs, timedMs: 100 }));
  expect(estimateSampling(times(10), taken, 2)).toBe(3000);
  expect(estimateSampling(times(10), taken, 1)).toBe(5000);
});

test("searching for a rate takes a guess more, for cells and for samples", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  const [cell] = plan.cells;
  const { experiment } = cell!;
  const http = {
    ...cell!,
    experiment: { ...experiment, serving: { ...experiment.serving, scenario: "http" as const } },
  };
  expect(estimateTime(plan, [http], []).ms - estimateTime(plan, [cell!], []).ms).toBe(15_000);
  expect(estimateSampling([http, cell!], [], 2)).toBe(2 * 240 + 2500);
});
