import { runPhase } from "../phases/run-phase.ts";
import type { PhaseTools } from "../phases/tools.ts";
import type { ToChild, ToParent } from "./messages.ts";

/** Shortest time between two progress messages. */
const PROGRESS_EVERY_MS = 200;

/**
 * The whole life of a child process: it receives one phase from its parent, runs it, answers and exits. If the parent
 * dies, it exits at once.
 */
export function runAsChild(tools: Omit<PhaseTools, "nowMs" | "onProgress">): void {
  if (process.send === undefined) throw new Error("only pricewar itself starts a phase process, with an IPC channel");
  process.on("disconnect", () => process.exit(1));
  // Ctrl-C reaches the whole process group, but only the parent decides when its child stops.
  process.on("SIGINT", () => undefined);
  const send = (message: ToParent, then?: () => void) => process.send!(message, undefined, undefined, () => then?.());
  const nowMs = () => performance.now();
  let sentMs = Number.NEGATIVE_INFINITY;
  const onProgress = (share: number) => {
    if (nowMs() - sentMs < PROGRESS_EVERY_MS) return;
    sentMs = nowMs();
    send({ type: "progress", share });
  };
  process.once("message", async (call: ToChild) => {
    const outcome = await runPhase(call, { ...tools, nowMs, onProgress });
    send({ type: "outcome", outcome }, () => process.exit(0));
  });
}
