import type { QuantityFigure } from "../figure.ts";
import { membershipAuc } from "./membership-auc.ts";

export const privacyEpsilon = {
  name: "privacyEpsilon",
  title: "Privacy loss ε",
  help: "With any one training text or without it, no weights are more than e^ε times as probable, but for the probability δ; below, how often an attacker tells a training text from its loss",
  method:
    "ε is that of the whole training, by Rényi differential privacy of Poisson samples, and holds for one text and one release of the weights. Scores, losses and a vocabulary that was counted on the texts are outside of it.",
  unit: "number",
  better: "lower",
  pooled: "median of trainings",
  read: ({ training }) => training.privacy?.epsilon ?? null,
  tables: ["configurations"],
  isShownIfMeasured: true,
  details: [membershipAuc],
} as const satisfies QuantityFigure;
