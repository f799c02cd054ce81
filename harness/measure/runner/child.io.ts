import { holdKeys } from "../../base/at-rest/keys.ts";
import { endNow } from "../../base/processes.io.ts";
import { machineReader } from "../machine/read-machine.io.ts";
import type { TrainJob } from "../phases/phase-jobs.ts";
import { type PhaseCall, runPhase } from "../phases/run-phase.ts";
import type { ServingJob } from "../phases/serving-calls.ts";
import type { PhaseTools } from "../phases/tools.ts";
import { startPowerMeter } from "../power/power-meter.io.ts";
import { answerCalls } from "./answer-calls.io.ts";
import type { AloneCall, ToChild, ToParent, ToServing, ToTraining, TrainingCall } from "./messages.ts";

/** Shortest time between two progress messages. */
const PROGRESS_EVERY_MS = 200;

/** Tools that come with the process. */
type OfTheProcess =
  | "nowMs"
  | "readMachine"
  | "startPower"
  | "onProgress"
  | "turn"
  | "onTimed"
  | "startServing"
  | "startTraining";

/**
 * The whole life of a child process: it receives one phase from its parent, runs it, answers and ends at once, by SIGKILL. If the
 * parent dies, so it does then. Its clock stands still while it waits for its parent: it may have been started ahead of its phase.
 */
export function runAsChild(tools: Omit<PhaseTools, OfTheProcess>): void {
  if (process.send === undefined) throw new Error("only pricewar itself starts a phase process, with an IPC channel");
  process.on("disconnect", endNow);
  // These reach the whole process group, but only the parent decides when its child stops.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
  const send = (message: ToParent, then?: () => void) => process.send!(message, undefined, undefined, () => then?.());
  let waitedMs = 0;
  const nowMs = () => performance.now() - waitedMs;
  const readMachine = machineReader(() => performance.now());
  const startPower = (usesGpu: boolean) => startPowerMeter(usesGpu, nowMs);
  const nextMessage = async () => {
    const startMs = performance.now();
    const message = await new Promise<Received>((resolve) => process.once("message", resolve));
    waitedMs += performance.now() - startMs;
    return message;
  };
  const turn = async () => {
    send({ type: "ready" });
    await nextMessage();
  };
  let sentMs = Number.NEGATIVE_INFINITY;
  const onProgress = (share: number) => {
    if (nowMs() - sentMs < PROGRESS_EVERY_MS) return;
    sentMs = nowMs();
    send({ type: "progress", share });
  };
  const onTimed = () => send({ type: "timed" });
  /** Whose script this process runs, others can run, too. */
  const startServing = async (job: ServingJob) =>
    (await import("./start-serving.io.ts")).startServing(process.argv[1]!, job);
  const startTraining = async (job: TrainJob) =>
    (await import("./start-training.io.ts")).startTraining(process.argv[1]!, job);
  void nextMessage().then(async (message) => {
    if (typeof message === "object" && "keys" in message) holdKeys(message.keys ?? null);
    if (isServingCall(message)) return answerCalls(message, { ...tools, nowMs });
    if (isTrainingCall(message)) {
      const { joinTraining } = await import("./join-training.io.ts");
      return joinTraining(message, nextMessage as () => Promise<ToTraining>, { ...tools, nowMs });
    }
    if (isAloneCall(message)) {
      const { trainAlone } = await import("./train-alone.io.ts");
      return trainAlone(message, { ...tools, nowMs });
    }
    const outcome = await runPhase(message as PhaseCall, {
      ...tools,
      nowMs,
      readMachine,
      startPower,
      onProgress,
      turn,
      onTimed,
      startServing,
      startTraining,
    });
    send({ type: "outcome", outcome }, endNow);
  });
}

/** All that such a process may be told. */
type Received = ToChild | ToServing | ToTraining | AloneCall;

function isServingCall(message: Received): message is ToServing {
  return typeof message === "object" && "call" in message;
}

function isTrainingCall(message: Received): message is TrainingCall {
  return typeof message === "object" && "training" in message;
}

function isAloneCall(message: Received): message is AloneCall {
  return typeof message === "object" && "alone" in message;
}
