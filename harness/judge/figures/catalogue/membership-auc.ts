import type { QuantityFigure } from "../figure.ts";

/** Standard errors on either side of a 95 % interval. */
const REACH = 1.96;

export const membershipAuc = {
  name: "membershipAuc",
  title: "Told from its loss",
  help: "How often a training text has a lower loss than a test text, so that an attacker tells it was trained on; 50 % tells nothing",
  method:
    "The attack by a threshold on the loss (Yeom et al. 2018), on the exported model: the area under its ROC curve; of a single run, with its 95 % interval over the chance of the texts (DeLong et al. 1988). Training and test rows that differ in kind are told apart by that, too, whatever was trained on.",
  unit: "share",
  better: "lower",
  pooled: "median of runs",
  rangeWithinRun: ({ quality: { membership } }) => {
    const { auc = Number.NaN, aucStandardError = Number.NaN } = membership ?? {};
    return [auc - REACH * aucStandardError, auc + REACH * aucStandardError];
  },
  read: ({ quality }) => quality.membership?.auc ?? null,
  tables: ["configurations"],
  isShownIfMeasured: true,
} as const satisfies QuantityFigure;
