import { ConnectionLost } from "../../base/ring/add-up.ts";
import { classify } from "../phases/run-phase.ts";
import type { PhaseTools } from "../phases/tools.ts";
import { joinChangingRing } from "./changing-ring.io.ts";
import { type FromTraining, LOST_NEIGHBOUR, type ToTraining, type TrainingCall } from "./messages.ts";

/** The life of a process that trains as one of several workers: it ends with its training, with its parent, or when a neighbour does. */
export async function joinTraining(
  { training, place, token }: TrainingCall,
  nextMessage: () => Promise<ToTraining>,
  tools: PhaseTools,
): Promise<void> {
  const send = (message: FromTraining, then?: () => void) =>
    process.send!(message, undefined, undefined, () => then?.());
  try {
    const worker = await joinChangingRing(place, token, async (port) => {
      send({ port });
      return ((await nextMessage()) as { readonly nextPort: number }).nextPort;
    });
    const { assist } = await import("../phases/sources/reference/assist.io.ts");
    const left = await assist(training, worker, tools, () => {
      send({ droppedOut: true });
      return nextMessage();
    });
    send(left === null ? { done: true } : { left }, () => process.exit(0));
  } catch (error) {
    // The parent knows better who ended first.
    if (error instanceof ConnectionLost) process.exit(LOST_NEIGHBOUR);
    send({ error: classify(error).error }, () => process.exit(1));
  }
}
