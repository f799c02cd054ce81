import { describe, expect, test } from "vitest";
import type { Experiment, PlannedCell, RunRecord } from "../../../../harness/contract/index.ts";
import {
  cellWorks,
  estimateSampling,
  estimateTime,
  msOfCell,
  paceOf,
} from "../../../../harness/measure/runner/estimate.ts";
import { makePlan, okRecord } from "../../../fixtures/records.ts";
import { sampleOf } from "../../../fixtures/serving-samples.ts";

const NO_SLOW_MODEL = () => 0;
const TWO = { together: 2, textMs: NO_SLOW_MODEL };

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
  // The teacher has 481,152 numbers more than the reference, of which 1,152 are of its layers: 528.125 steps and 16,900 texts read these.
  const larger = 481_152 * 3e-4 + 1152 * (528.125 * 3.7e-5 + 16_900 * 2.2e-8);
  expect(taught.ms).toBeCloseTo(2 * training + larger + 1100, 6);
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
  expect(estimateSampling(times(216), [], TWO)).toBe(216 * 240);
  const sample = sampleOf(okRecord(cell!), 1);
  // 100 ms timed of 400 and of 600: 100 + 300 / 2 and 100 + 500 / 2.
  const taken = [400, 600].map((processWallMs) => ({ ...sample, processWallMs, timedMs: 100 }));
  expect(estimateSampling(times(10), taken, TWO)).toBe(3000);
  expect(estimateSampling(times(10), taken, { ...TWO, together: 1 })).toBe(5000);
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
  expect(estimateSampling([http, cell!], [], TWO)).toBe(2 * 240 + 2500);
});

describe("a model that is larger than the reference experiment's", () => {
  const plan = makePlan({ axes: {}, seeds: [1] });
  const [cell] = plan.cells;
  const sized = (hidden: readonly number[]): PlannedCell => {
    const { experiment } = cell!;
    return {
      ...cell!,
      experiment: { ...experiment, id: hidden.join(), model: { ...experiment.model, hidden: [...hidden] } },
    };
  };
  // 16 x 4,096 + 4,096, 4,096 x 4,096 + 4,096 and 4,096 + 1, but for the 433 of the reference.
  const more = 69_632 + 16_781_312 + 4097 - 433;
  const [texts, steps] = [16_900, 528.125];
  const trainingMs = more * 3e-4 + more * (steps * 3.7e-5 + texts * 2.2e-8);

  test("takes its numbers' time, in a matrix of its own and beside records of small ones", () => {
    const large = sized([4096, 4096]);
    // A text takes 0.37 ms in a batch: not so long that rounds have fewer.
    expect(more * 2.2e-8).toBeLessThan(1000 / 2048);
    expect(estimateTime(plan, [large], []).ms).toBeCloseTo(300 + 338 + trainingMs + 1100 + more * 2.2e-4, 3);
    // 2,400 ms of training for one epoch, and 3,500 ms to compress and serve, are a small model's.
    const known = estimateTime(plan, [large], [okRecord(cell!)]);
    expect(known.ms).toBeCloseTo(300 + 24_000 + trainingMs + 3500 + more * 2.2e-4, 3);
  });

  test("and what a record of it took is not taken for the pace of small ones", () => {
    const large = sized([4096, 4096]);
    const record = okRecord(large);
    const epochMs = more * 3e-4 + more * (steps / 10) * 3.7e-5 + more * (texts / 10) * 2.2e-8;
    const processWallMs = { train: 2400 + epochMs, compress: 300 + more * 2.2e-4, serve: 3200 };
    const pace = paceOf(plan, [{ ...record, usage: { ...record.usage, processWallMs } }]);
    expect(pace.cellMs(cell!)).toBeCloseTo(3500, 6);
    expect(pace.cellMs(large)).toBeCloseTo(3500 + more * 2.2e-4, 6);
    expect(pace.trainMsPerText(cell!)).toBeCloseTo(2400 / 1690, 6);
  });

  test("sixteen layers that a machine can just hold take hours, not a second", () => {
    const huge = sized(Array.from({ length: 16 }, () => 5000));
    expect(estimateTime(plan, [huge], []).ms).toBeGreaterThan(2 * 3_600_000);
  });
});

describe("models of other sources", () => {
  const ENCODER = "encoder:minilm@0123456789ab";
  const BERT = "onnx:bert@0123456789ab";
  const base = makePlan({ axes: {}, seeds: [1] });
  const [plain] = base.cells;
  const plan = {
    ...base,
    sources: [
      { id: ENCODER, spec: "encoder:minilm" },
      { id: BERT, spec: "onnx:bert", isPretrained: true as const },
    ],
  };
  const cellOf = (source: string, training: Partial<Experiment["training"]> = {}, id = source): PlannedCell => {
    const { experiment } = plain!;
    const model = { ...experiment.model, source };
    return {
      ...plain!,
      experiment: { ...experiment, id, model, training: { ...experiment.training, ...training } },
    };
  };
  /** A student of the reference that a model of a source teaches, on all texts. */
  const taughtBy = (source: string, rows: number, seed = 1): PlannedCell => {
    const { experiment } = plain!;
    const training = { ...experiment.training, rows, seed };
    const teacher = cellOf(source, { rows, seed }).experiment;
    return {
      ...plain!,
      experiment: { ...experiment, id: `student ${rows} ${seed}`, training },
      trainedWith: [{ name: "soft-targets" }],
      teachers: [teacher],
      unlabelled: "rest",
    };
  };
  const readsOf = (cells: readonly PlannedCell[], records: readonly RunRecord[] = []) =>
    cellWorks(plan, cells, records).map(({ reads }) => [reads.askings, [...reads.texts.values()][0] ?? 0]);

  test("a cell of an encoder takes what encoding, timing and scoring texts takes, by a guess of 5.5 ms for a text", () => {
    // Of 200 rows: 1,100 ms to encode them, after 300 ms to start.
    // 1,500 ms of single texts, 256 + 32 + 32 texts and four seconds of batches, 421 + 200 texts that are scored, and 1,100 ms as any cell.
    const servingMs = 1500 + 320 * 5.5 + 4000 + 621 * 5.5 + 1100;
    expect(estimateTime(plan, [cellOf(ENCODER, { rows: 200 })], []).ms).toBeCloseTo(300 + 1100 + servingMs, 6);
  });

  test("a text is encoded once: fewer rows of a seed are among more, and of several seeds all rows are the most", () => {
    const rows = [200, 1000, 500].map((count) => cellOf(ENCODER, { rows: count }, `${count}`));
    expect(readsOf(rows)).toEqual([
      [0, 200],
      [0, 800],
      [0, 0],
    ]);
    const seeds = [1, 2, 3].map((seed) => cellOf(ENCODER, { rows: 1000, seed }, `${seed}`));
    expect(readsOf(seeds)).toEqual([
      [0, 1000],
      [0, 690],
      [0, 0],
    ]);
    // On another runtime they are others.
    expect(readsOf([seeds[0]!, cellOf(ENCODER, { rows: 1000, threads: 2 }, "threads")])).toEqual([
      [0, 1000],
      [0, 1000],
    ]);
  });

  test("what a finished cell has encoded is there, unless other code did", () => {
    const [few, many] = [cellOf(ENCODER, { rows: 200 }, "few"), cellOf(ENCODER, { rows: 1000 }, "many")];
    const withCells = { ...plan, cells: [few, many] };
    const textsAfter = (record: RunRecord) => cellWorks(withCells, [many], [record])[0]!.reads.texts.get(ENCODER);
    expect(textsAfter(okRecord(few))).toBe(800);
    expect(textsAfter(okRecord(few, { code: "older" }))).toBe(1000);
  });

  test("a teacher with features encodes all texts once, whatever its students; each asking is a process", () => {
    const students = [taughtBy(ENCODER, 200), taughtBy(ENCODER, 1000)];
    expect(readsOf([...students, cellOf(ENCODER, { rows: 1000 })])).toEqual([
      [1, 1690],
      [1, 0],
      [0, 0],
    ]);
    // Two trainings and an asking start; 1,690 texts are encoded, and learned from in each of ten epochs.
    const expected = 3 * 300 + 1690 * 5.5 + 1690 * 10 * 0.02 + 1100;
    expect(estimateTime(plan, [students[0]!], []).ms).toBeCloseTo(expected, 6);
  });

  test("a pretrained teacher answers once for students of all seeds, by a guess of 50 ms for a text", () => {
    const students = [taughtBy(BERT, 200, 1), taughtBy(BERT, 200, 2)];
    expect(readsOf(students)).toEqual([
      [1, 1690],
      [0, 0],
    ]);
    const [first] = cellWorks(plan, students, []);
    expect(msOfCell(first!, paceOf(plan, []))).toBeCloseTo(3 * 300 + 1690 * 50 + 338 + 1100, 6);
  });

  test("a record says what a text takes, and a slow model's says nothing of others", () => {
    const slow = cellOf(ENCODER, {}, "slow");
    const record = okRecord(slow);
    const { usage } = record;
    const tenMs = {
      ...record,
      usage: {
        ...usage,
        serve: { ...usage.serve, textsPerSecond: 100 },
        processWallMs: { train: 20_000, compress: 1000, serve: 60_000 },
      },
    };
    const pace = paceOf(plan, [tenMs]);
    expect(pace.textMs(ENCODER)).toBe(10);
    expect(pace.cellMs(slow)).toBe(61_000);
    expect(pace.cellMs(plain!)).toBe(1100);
    // On another runtime: 1,500 ms of single texts, 320 texts and four seconds, 421 test rows, and all 1,690 training rows in 16.9 s.
    const { experiment } = slow;
    const elsewhere = { ...slow, experiment: { ...experiment, serving: { ...experiment.serving, backend: "wasm" } } };
    expect(pace.cellMs(elsewhere)).toBeCloseTo(1100 + 1500 + 3200 + 4000 + (421 + 1690) * 10, 6);
  });

  test("a sample of a slow model takes three rounds of a second and the calls before, until it has its own", () => {
    const pace = { together: 1, textMs: paceOf(plan, []).textMs };
    const slow = cellOf(ENCODER);
    const quickSample = { ...sampleOf(okRecord(plain!), 1), processWallMs: 400, timedMs: 100 };
    expect(estimateSampling([slow, plain!], [quickSample], pace)).toBeCloseTo(240 + 320 * 5.5 + 3000 + 400, 6);
    const own = { ...quickSample, experiment: slow.experiment.id, processWallMs: 9000 };
    expect(estimateSampling([slow], [quickSample, own], pace)).toBe(9000);
  });
});
