export const MODEL_FILES = {
  model: "model.onnx",
  config: "config.json",
  tokenizer: "tokenizer.json",
  /** Takes its place where tokenizer.json cannot express what our tokenizer does. */
  vocabulary: "vocabulary.json",
} as const;

export const RUN_FILES = {
  plan: "plan.json",
  records: "records.jsonl",
  report: "report.html",
  summaryJson: "summary.json",
  summaryCsv: "summary.csv",
  check: "check.json",
  cells: "cells",
  lock: "run.lock",
} as const;
