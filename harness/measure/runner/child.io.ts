import { runPhase } from "../phases/run-phase.ts";
import type { PhaseTools } from "../phases/tools.ts";
import type { ToChild, ToParent } from "./messages.ts";

/** Least time between two progress messages. */
const PROGRESS_EVERY_MS = 200;

/**
 * The whole life of a child process: takes one phase from its parent, runs it, answers and ends. It ends at once when
 * the parent is gone, whatever it was doing.
 */
export function runAsChild(tools: Omit<PhaseTools, "nowMs" | "onProgress">): void {
  if (process.send === undefined) throw new Error("a phase process is started by pricewar itself, with an IPC channel");
  process.on("disconnect", () => process.exit(1));
  // Ctrl-C reaches the whole process group: the parent decides what to keep, and ends its child.
  process.on("SIGINT", () => undefined);
  const tell = (message: ToParent, then?: () => void) => process.send!(message, undefined, undefined, () => then?.());
  const nowMs = () => performance.now();
  let toldMs = Number.NEGATIVE_INFINITY;
  const onProgress = (share: number) => {
    if (nowMs() - toldMs < PROGRESS_EVERY_MS) return;
    toldMs = nowMs();
    tell({ type: "progress", share });
  };
  process.once("message", async (call: ToChild) => {
    const outcome = await runPhase(call, { ...tools, nowMs, onProgress });
    tell({ type: "outcome", outcome }, () => process.exit(0));
  });
}
