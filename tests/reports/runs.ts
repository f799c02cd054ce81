import type { Plan, PlannedCell, RunRecord } from "../../harness/contract/index.ts";
import type { MarkLine } from "../../harness/contract/mark.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { analyze } from "../../harness/judge/analysis/analyze.ts";
import { NO_PRICES } from "../../harness/judge/pricing/priced-run.ts";
import { answers } from "../fixtures/answers.ts";
import { hostedMark, measuredMark, missingMark } from "../fixtures/marks.ts";
import { failedRecord, makePlan, okRecord, quantRun, seeded, skippedRecord, troubledRun } from "../fixtures/records.ts";
import { sizedRun } from "../fixtures/sized-run.ts";

/** Text that becomes code where anything forgets to escape it. */
export const HOSTILE = `</script><script>globalThis.pwned = 1</script><img src="https://outside.example/x" onerror="pwned()">"'&`;

/** Hostile text wherever a matrix file, a dataset or an error message can bring it in. */
function hostileRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({
    axes: { quantization: ["float32", HOSTILE], serveBackend: ["onnx", "wasm"] },
    dataset: `csv:${HOSTILE}`,
    labels: [HOSTILE, "press"],
  });
  const records = plan.cells.map((cell, index) =>
    index === 4
      ? failedRecord(cell, HOSTILE)
      : okRecord(cell, { library: HOSTILE, provider: HOSTILE, trainRun: HOSTILE }),
  );
  return { plan, records };
}

/** More than two labels, one seed, no axis that varies. */
function loneRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({ name: "lone", axes: {}, seeds: [1], labels: ["a", "b", "c", "d"] });
  return { plan, records: plan.cells.map((cell) => okRecord(cell, { p50Ms: null, p99Ms: null, peakRssBytes: null })) };
}

/** Many configurations over a wide range of costs. */
function wideRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({
    axes: { batchSize: Array.from({ length: 20 }, (_, index) => 2 ** index), serveBackend: ["onnx", "wasm", "cuda"] },
    seeds: [1],
  });
  return {
    plan,
    records: plan.cells.map((cell, index) => okRecord(cell, { usdPerMillionTexts: 0.001 * 1.2 ** index })),
  };
}

/** Configurations that each have their own training, so that the training chart must distinguish them. */
function trainersRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({ axes: { backend: ["onnx", "onnx-wasm", "wasm", "javascript"] }, seeds: [1, 2] });
  const records = plan.cells.map((cell) =>
    okRecord(cell, { trainRun: `${cell.experiment.id}#1@2026-01-01T00:00:00.000Z` }),
  );
  return { plan, records };
}

/** Trainings that the validation loss steers or stops, and plain ones. */
function followedRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({
    axes: { schedule: ["constant", "reduce-on-plateau"], earlyStopping: ["none", { patience: 2 }] },
  });
  const records = plan.cells.map((cell) => {
    const { earlyStopping, schedule } = cell.fields;
    const isStopped = earlyStopping !== "none";
    const epochs = isStopped ? 4 : 10;
    const history = Array.from({ length: epochs }, (_, index) => ({
      epoch: index + 1,
      trainWallMs: 100 * (index + 1),
      loss: 0.5,
      testAccuracy: 0.8,
      validationLoss: 0.4,
      learningRate: 0.001,
    }));
    const stopped = { epoch: 4, bestEpoch: 2, plannedEpochs: 10, savedSteps: 288 };
    const course = {
      stopped: isStopped ? stopped : null,
      reducedAfter: schedule === "reduce-on-plateau" ? [3, 4] : null,
      evaluationWallMs: 25,
    };
    const trainRun = `${cell.experiment.id}#1@2026-01-01T00:00:00.000Z`;
    return okRecord(cell, { history, course, trainRun, trainWallMs: 100 * epochs, trainSteps: 48 * epochs });
  });
  return { plan, records };
}

/** Optimizers with two batch sizes, of which one learns too slowly to get there. */
function optimizersRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({
    axes: { optimizer: [{ name: "adam", learningRate: 0.001 }, "lion", "sgd"], batchSize: [32, 256] },
  });
  const records = plan.cells.map((cell, index) => {
    const { optimizer, batchSize } = cell.fields;
    const best = optimizer === "sgd" ? 0.7 : 0.88 + 0.002 * cell.experiment.training.seed;
    const epochMs = (optimizer === "lion" ? 80 : 100) * (batchSize === 32 ? 2 : 1) + index;
    const history = Array.from({ length: 6 }, (_, epoch) => ({
      epoch: epoch + 1,
      trainWallMs: epochMs * (epoch + 1),
      loss: 0.5,
      testAccuracy: best * (1 - 0.3 ** (epoch + 1)),
    }));
    return okRecord(cell, { history, trainRun: `${cell.experiment.id}#1`, trainWallMs: 6 * epochMs });
  });
  return { plan, records };
}

/** Many levers with long names, most of them pulled alone and some in a chain. */
function leversRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({
    axes: {
      pruning: [
        "none",
        "magnitude-of-each-weight",
        "gradual-while-training",
        { name: "vocabulary", rows: 2000, by: "norm" },
        { name: "units-of-the-hidden-layer", share: 0.5 },
      ],
      quantization: [
        "float32",
        "float16",
        "int8",
        "int8-static",
        "int8-rows",
        "int4-blocks",
        "product",
        { name: "int4-blocks", aware: true },
      ],
      distillation: ["none", { name: "soft-targets", teacher: { model: { embedding: 64 }, epochs: 6 } }],
    },
    seeds: [1],
  });
  const last = plan.cells.length - 1;
  const records = plan.cells.map((cell, index) =>
    okRecord(cell, { usdPerMillionTexts: 0.001 + 0.001 * (last - index) }),
  );
  return { plan, records };
}

/** Models of several sources: trained here, elsewhere, and fitted at once. */
function sourcesRun(): { plan: Plan; records: RunRecord[] } {
  const bert = { id: "onnx:bert@0123456789ab", spec: "onnx:models/bert", licence: "MIT", isPretrained: true } as const;
  const made = makePlan({ axes: { "model.source": ["reference", bert.spec, "majority"] } });
  const idOf = (spec: unknown) => (spec === bert.spec ? bert.id : String(spec));
  const cells = made.cells.map((cell): PlannedCell => {
    const { fields, experiment } = cell;
    if (fields["model.source"] === "reference") return cell;
    return {
      ...cell,
      experiment: { ...experiment, model: { ...experiment.model, source: idOf(fields["model.source"]) } },
    };
  });
  const records = cells.map((cell): RunRecord => {
    const record = okRecord(cell, { trainRun: cell.experiment.id });
    const { source } = cell.experiment.model;
    if (source === undefined) return { ...record, parameters: 160_433 };
    const training = { ...record.training, history: [], executed: null, evaluationWallMs: null };
    const trainWallMs = source === bert.id ? 0 : 0.5;
    const { corpus, graph: _, ...rest } = record;
    return {
      ...rest,
      corpus: corpus && { ...corpus, cutRows: null },
      parameters: source === bert.id ? 6_912_345 : 2,
      training,
      usage: { ...record.usage, trainWallMs, trainSteps: 0, tokenizeTextsPerSecond: null, trainPeakRssBytes: null },
    };
  });
  return { plan: { ...made, cells, sources: [bert, { id: "majority", spec: "majority" }] }, records };
}

/** Ways in which requests come, each with an answer of its own. */
function scenariosRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({
    axes: { "serving.scenario": ["offline", "server", "http"], quantization: ["float32", "int8"] },
    baseline: { "serving.scenario": "http", quantization: "float32" },
    seeds: [1, 2, 3, 4, 5, 6],
  });
  const records = plan.cells.map((cell) => {
    const isLoop = cell.fields["serving.scenario"] === "offline";
    const isSmall = cell.fields.quantization === "int8";
    return okRecord(cell, {
      usdPerMillionTexts: (isLoop ? 0.001 : 0.02) * (isSmall === isLoop ? 2 : 1),
      ...(isLoop ? { p50Ms: null, p99Ms: null } : {}),
    });
  });
  return { plan, records };
}

/** Machines of two prices, of which the dearer trains faster. */
function pricesRun(): { plan: Plan; records: RunRecord[] } {
  const made = makePlan({ axes: { serveBackend: ["onnx", "cuda"] }, seeds: [1, 2] });
  const cells = made.cells.map((cell) => ({ ...cell, priceId: `an offer for ${cell.fields.serveBackend}` }));
  const records = cells.map((cell) => {
    const isFast = cell.fields.serveBackend === "cuda";
    const history = Array.from({ length: 5 }, (_, index) => ({
      epoch: index + 1,
      trainWallMs: (index + 1) * (isFast ? 50 : 200),
      loss: 0.5,
      testAccuracy: 0.7 + 0.04 * index,
    }));
    return okRecord(cell, {
      trainRun: cell.experiment.id,
      trainWallMs: isFast ? 250 : 1000,
      history,
      usdPerHour: isFast ? 1.2 : 0.08925,
    });
  });
  return { plan: { ...made, cells }, records };
}

/** Two techniques that spoil a model together, and not alone; three classes, whose rows are kept. */
function techniquesRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({
    axes: { pruning: ["none", "magnitude", "structured"], quantization: ["float32", "int8", "int4"] },
    // So many that a sign test of four comparisons can tell them.
    seeds: [1, 2, 3, 4, 5, 6, 7, 8],
    labels: ["world", "sport", "science"],
  });
  const records = plan.cells.map((cell) => {
    const { seed } = cell.experiment.training;
    const [isPruned, isSmall] = [cell.fields.pruning !== "none", cell.fields.quantization !== "float32"];
    const wrong = (isPruned && isSmall ? 30 : 4) + (seed % 2);
    const rows = {
      ...answers([0, 0, 60], [1, 1, 60], [2, 2, 80 - wrong], [2, 0, wrong]),
      calibration: [
        [8, 60, 60 - wrong, 0.58],
        [14, 140, 140, 0.98],
      ] as const,
    };
    const costs = (isPruned ? 0.5 : 1) * (isSmall ? 0.8 : 1) * (isPruned && isSmall ? 2 : 1) * (1 + 0.001 * seed);
    return okRecord(cell, {
      test: rows,
      validation: rows,
      usdPerMillionTexts: 0.001 * costs,
      p50Ms: 0.1 * costs,
      p99Ms: 0.4,
      stages: { texts: 1024, answerUs: 20, tokenizeUs: 6, predictUs: 13, lookupUs: isSmall ? null : 10 },
      modelBytes: isSmall ? 200_000 : 640_000,
      modelGzipBytes: isPruned ? 150_000 : 180_000,
      trainRun: cell.experiment.id,
      trainWallMs: 1000 * costs,
    });
  });
  return { plan, records };
}

/** Numbers of training rows that are given, each with an answer of its own. */
function givenRun(): { plan: Plan; records: RunRecord[] } {
  const plan = makePlan({
    axes: { "training.rows": [200, "all"], quantization: ["float32", "int8"] },
    given: ["training.rows"],
    baseline: { "training.rows": "all", quantization: "float32" },
    seeds: [1, 2, 3, 4, 5, 6],
  });
  const records = plan.cells.map((cell) => {
    const isFew = cell.fields["training.rows"] === 200;
    const isSmall = cell.fields.quantization === "int8";
    return okRecord(cell, {
      correct: Array.from({ length: 100 }, (_, row) => row < (isFew ? 70 : 90)),
      usdPerMillionTexts: isSmall === isFew ? 0.002 : 0.001,
    });
  });
  return { plan, records };
}

function nothingRun(): { plan: Plan; records: RunRecord[] } {
  const { plan } = quantRun();
  return { plan, records: [skippedRecord(plan.cells[0]!)] };
}

/** The quant-like run beside marks: one that dominates its answer, one nearby, one far away, one missing, and list prices. */
function baselinesRun(): FixtureRun {
  const { plan, records } = quantRun();
  const rows = 421;
  const right = (share: number) => Array.from({ length: rows }, (_, row) => row % 100 < share * 100);
  const marks = [
    measuredMark(plan, "majority", { correct: right(0.52), usdPerMillionTexts: 0.00001, rounds: [0.9, 1.1] }),
    measuredMark(plan, "tfidf", { correct: right(0.86), usdPerMillionTexts: 0.0006, rounds: [0.9, 1.1] }),
    measuredMark(plan, "fasttext", { correct: right(0.85), usdPerMillionTexts: 0.0022, rounds: [0.95, 1.05] }),
    missingMark(plan, "other", "it is not on the PATH"),
    hostedMark(plan, "A hosted service with a rather long name, by its list price"),
    // 50 tokens a text, at $0.0015 per million texts.
    hostedMark(plan, "A service that is as cheap as a configuration", 0.00003),
  ];
  return { plan, records, marks };
}

interface FixtureRun {
  readonly plan: Plan;
  readonly records: RunRecord[];
  readonly marks?: readonly MarkLine[];
}

/** Every kind of run that a report must be able to show, by name. */
export const RUNS: Readonly<Record<string, () => FixtureRun>> = {
  quant: quantRun,
  troubled: troubledRun,
  hostile: hostileRun,
  lone: loneRun,
  wide: wideRun,
  trainers: trainersRun,
  followed: followedRun,
  optimizers: optimizersRun,
  levers: leversRun,
  baselines: baselinesRun,
  sources: sourcesRun,
  scenarios: scenariosRun,
  techniques: techniquesRun,
  prices: pricesRun,
  given: givenRun,
  sizes: () => sizedRun({ otherUsdPerMillion: 50 }),
  nothing: nothingRun,
};

/** Nothing changes an analysis, so that each is made once. */
const analyses = new Map<string, Analysis>();

export function analysisOf(name: string): Analysis {
  const known = analyses.get(name);
  if (known !== undefined) return known;
  const { plan, records, marks = [] } = RUNS[name]!();
  const analysis = analyze(plan, records, seeded(1), NO_PRICES, marks);
  analyses.set(name, analysis);
  return analysis;
}
