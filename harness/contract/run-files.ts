export const MODEL_FILES = {
  model: "model.onnx",
  config: "config.json",
  tokenizer: "tokenizer.json",
  tokenizerConfig: "tokenizer_config.json",
  /** The model as transformers calls it, by the name that it asks for in browsers; absent where tokenizer.json is. */
  transformersModel: "onnx/model_quantized.onnx",
  /** Takes the place of tokenizer.json where that cannot express what our tokenizer does. */
  vocabulary: "vocabulary.json",
} as const;

export const RUN_FILES = {
  plan: "plan.json",
  records: "records.jsonl",
  samples: "samples.jsonl",
  /** What the configurations are compared with beside one another; harness/contract/mark.ts. */
  marks: "baselines.jsonl",
  /** Lines of the two above that could not be read, as they stood there. */
  broken: "records.broken.jsonl",
  report: "report.html",
  reportMarkdown: "report.md",
  /** A folder of pictures. */
  charts: "charts",
  /** What is known and stated of the data; from the plan and the records. */
  compliance: "compliance.md",
  summaryJson: "summary.json",
  summaryCsv: "summary.csv",
  check: "check.json",
  checkMarkdown: "check.md",
  checkJunit: "junit.xml",
  cells: "cells",
  /** What the cache may hold of the run's texts; experiments/cache-use.io.ts. */
  cached: "cached.json",
  /** Of an encrypted run, in clear: to whom; experiments/encryption/. */
  encryption: "encryption.json",
  /** Of an encrypted run: what others share in the cache. */
  artifacts: "encrypted-artifacts",
  /** What tells a run of this folder from others in a queue of work. */
  queue: "queue.json",
  lock: "run.lock",
} as const;
