import type { OkRecord } from "../record.ts";
import { isSample, type RunLine } from "../run-line.ts";
import type { ServingSample } from "../serving-sample.ts";
import { above, type Contradiction } from "./contradiction.ts";
import { corpusContradiction } from "./corpus.ts";
import { costContradiction } from "./cost.ts";
import { qualityContradiction } from "./quality.ts";
import { servingContradiction } from "./serving.ts";
import { trainingContradiction } from "./training.ts";
import { usageContradiction } from "./usage.ts";

/** The first figure of a line that another one contradicts: no line that was measured has any. */
export function contradictionIn(line: RunLine): Contradiction {
  if (isSample(line)) return sampleContradiction(line);
  return line.status === "ok" ? recordContradiction(line) : null;
}

function recordContradiction({ experiment, quality, corpus, training, usage, cost }: OkRecord): Contradiction {
  return (
    qualityContradiction(quality) ??
    (corpus === null ? null : corpusContradiction(corpus, quality.testRows)) ??
    trainingContradiction(training, usage) ??
    servingContradiction(experiment, usage.serve) ??
    usageContradiction(usage) ??
    costContradiction(cost, usage)
  );
}

function sampleContradiction({ timedMs, processWallMs }: ServingSample): Contradiction {
  return above("timedMs", timedMs, processWallMs, "as processWallMs");
}
