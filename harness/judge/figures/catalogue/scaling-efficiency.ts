import type { QuantityFigure } from "../figure.ts";

export const scalingEfficiency = {
  name: "scalingEfficiency",
  title: "Scaling efficiency",
  help: "What one process would take for the training, over what several took, times their number: 100 % if each saves as much as it costs",
  method:
    "What one process would take is an epoch of it, measured right after the others ended, times the epochs. All processes share this machine’s cores, so that more of them than cores wait for each other.",
  unit: "share",
  better: "higher",
  pooled: "median of trainings",
  read: ({ usage: { together, trainWallMs }, training: { history } }) =>
    together === undefined ? null : (together.alone.wallMs * history.length) / (together.workers * trainWallMs),
  tables: ["configurations", "runs"],
  isShownIfMeasured: true,
} as const satisfies QuantityFigure;
