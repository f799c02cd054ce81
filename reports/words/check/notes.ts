import type { CheckNote } from "../../../harness/judge/check/reason.ts";
import { formatCount, plural } from "../../../harness/judge/figures/format.ts";
import { classNames, quoted } from "../class-names.ts";
import { oneLine } from "../one-line.ts";
import { metricTitle } from "./figures.ts";

/** A note on one line, without a period. */
export function noteText(note: CheckNote): string {
  return oneLine(textOf(note));
}

function textOf(note: CheckNote): string {
  switch (note.kind) {
    case "base-skipped":
      return `${note.label} was not compared: the base skipped it (${note.reason})`;
    case "new-cell":
      return `${note.label} is new: only the head has it, so it cannot be compared`;
    case "not-paired":
      return `times, memory and cost are not compared between stored results, except with limits; pricewar check --base-ref main --matrix ${note.matrix} measures both in pairs`;
    case "new-figure":
      return `${metricTitle(note.metric)}: only the head has it, in ${formatCount(note.cells)} of ${plural(note.matched, "cell")}`;
    case "disturbed":
      return `${formatCount(note.pairs)} of ${plural(note.taken, "pair")} of samples ${note.pairs === 1 ? "was" : "were"} timed beside other programs, also when taken again: a small change may stay unseen`;
    case "waiver-expired":
      return `${note.where}: the waiver for ${note.metric} expired after ${note.until}`;
    case "matches-no-cell":
      return `${note.where}: this entry for ${note.metric} matches no cell of ${note.matrix}`;
    case "nothing-to-judge":
      return `${note.where}: this entry judges nothing: ${whyNothing(note)}`;
    case "text":
      return note.text;
  }
}

function whyNothing({ metric, className, classes }: Extract<CheckNote, { kind: "nothing-to-judge" }>): string {
  if (classes.length === 0) return "the records do not keep what was answered; run the matrix again";
  if (className === null) {
    return `the data names no label positive; give positive=LABEL in the dataset's options, or "class" for ${metric}`;
  }
  return classes.includes(className)
    ? `no test row has the class ${quoted(className)}`
    : `the data has no class ${quoted(className)}; it has ${classNames(classes)}`;
}
