import { classify } from "../phases/run-phase.ts";
import type { OpenedServing, ServingJob } from "../phases/serving-calls.ts";
import type { PhaseTools } from "../phases/tools.ts";
import type { FromServing, ToServing } from "./messages.ts";

/** The life of a process that serves for another one: it answers its calls, and ends with the channel to it. */
export function answerCalls(first: ToServing, tools: PhaseTools): void {
  let serving: OpenedServing | null = null;
  const resultOf = async ({ call, input }: ToServing): Promise<unknown> => {
    if (call === "open") {
      const { openServingProcess } = await import("../phases/serving-process.io.ts");
      serving = await openServingProcess(input as ServingJob, tools);
      return { baselineRssBytes: serving.baselineRssBytes };
    }
    // The parent knows which input belongs to which call.
    return (serving![call] as (input: unknown) => Promise<unknown>)(input);
  };
  const answer = async (message: ToServing) => {
    const { id } = message;
    const answered: FromServing = await resultOf(message).then(
      (value) => ({ id, value }),
      (error: unknown) => ({ id, error: classify(error).error }),
    );
    process.send!(answered);
  };
  process.on("message", (message: ToServing) => void answer(message));
  void answer(first);
}
