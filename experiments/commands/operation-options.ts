import { type Command, Option } from "commander";
import { USUAL_OPERATION } from "../../harness/judge/pricing/monthly/defaults.ts";
import { number, positive } from "../read-number.ts";

/** Adds what a bill of a month asks of a run: how busy its machines are, how often it is trained, and at which prices. */
export function withOperation(command: Command): Command {
  return command
    .option(
      "--utilization <share>",
      "share of its time that a machine may be busy on average; the rest is for peaks",
      number("--utilization", "a share above 0 and at most 1, such as 0.4", (share) => share > 0 && share <= 1),
      USUAL_OPERATION.utilization,
    )
    .option(
      "--retrain-days <days>",
      "days between two trainings, or never",
      readRetrainDays,
      USUAL_OPERATION.retrainDays,
    )
    .addOption(
      new Option("--pricing <prices>", "other prices for the runs, as in report; repeat for several")
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], "the plan's prices"),
    );
}

function readRetrainDays(text: string): number | null {
  return text === "never" ? null : positive("--retrain-days", 'a number of days above 0, or "never"')(text);
}
