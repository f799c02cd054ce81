import type { TextFigure } from "../figure.ts";

export const graph = {
  name: "graph",
  title: "Graph",
  help: "Hash of the model file’s graph: its nodes and connections, without the weights",
  unit: "id",
  better: "same",
  source: "model",
  read: ({ model }) => model?.graph ?? null,
  tables: [],
  check: { gate: "size", noun: "graph structure", kind: "exact" },
} as const satisfies TextFigure;
