import { correctRows } from "../../../base/statistics/correct-rows.ts";
import type { QuantityFigure } from "../figure.ts";
import { accuracy } from "./accuracy.ts";

export const unseenAccuracy = {
  name: "unseenAccuracy",
  title: "Accuracy on unseen texts",
  help: "Test accuracy on the rows whose text stands in no training or validation row",
  method:
    "Two texts are the same if they differ only in case, punctuation and white space. The column is shown if some test rows were seen and others were not.",
  unit: "share",
  better: "higher",
  pooled: "mean of trainings",
  ofRows: { figure: "accuracy", side: "test", isOfUnseen: true },
  read: ({ quality: { correct, testRows, accuracy: onAll }, corpus }) => {
    if (corpus === null) return null;
    if (corpus.seenRows === 0) return onAll;
    const seen = correctRows(corpus.seen, testRows, "corpus.seen");
    const right = correctRows(correct, testRows).reduce((sum, isRight, row) => sum + isRight * (1 - seen[row]!), 0);
    return corpus.seenRows === testRows ? null : right / (testRows - corpus.seenRows);
  },
  tables: ["configurations", "runs"],
  unlike: accuracy,
} as const satisfies QuantityFigure;
