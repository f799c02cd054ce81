import type { ControlResult } from "../../../harness/judge/check/check-result.ts";
import type { ControlReason } from "../../../harness/judge/check/reason.ts";
import { formatMs, formatP, plural } from "../../../harness/judge/figures/format.ts";
import { oneLine } from "../one-line.ts";
import { changeText, metricTitle, percentText } from "./figures.ts";
import { fullSentence } from "./full-sentence.ts";

/** The control's result as one sentence. */
export function controlText({ reason }: Pick<ControlResult, "reason">): string {
  return oneLine(fullSentence(controlReasonText(reason)));
}

/** The control's result without a period. */
export function controlReasonText(reason: ControlReason): string {
  switch (reason.kind) {
    case "too-few-pairs":
      return `comparing base with base needs ${plural(reason.needed, "pair")} to trust the machine, but there ${reason.taken === 1 ? "is" : "are"} ${reason.taken}`;
    case "pairs-differ":
      return `base differs from itself: ${metricTitle(reason.metric)} ${changeText(reason.ratio)} (p ${formatP(reason.p)})`;
    case "loop-differs":
      return loopText(reason.loopMs);
    case "held": {
      const noChange = `base compared with itself shows no change beyond ${percentText(reason.margin)}`;
      return reason.loopMs === null ? noChange : `${noChange}, and ${loopText(reason.loopMs)}`;
    }
    case "text":
      return reason.text;
  }
}

function loopText({ before, after }: { readonly before: number; readonly after: number }): string {
  return `a loop of fixed work took ${formatMs(before)} before the samples and ${formatMs(after)} after them`;
}
