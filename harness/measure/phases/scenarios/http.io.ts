import { systemClock } from "../../../base/clock.io.ts";
import { IncompleteError } from "../../../base/errors.ts";
import { randomStream } from "../../../base/random/mt19937.ts";
import type { ServeUsage } from "../../../contract/index.ts";
import type { Serving } from "../../../contract/serving.ts";
import { closedLoopPerSecond, Load } from "../../load/http-load.io.ts";
import { type Offered, sendLoad, type Trial, trialOf } from "../../load/trial.ts";
import type { ServingJob, ServingProcess } from "../serving-calls.ts";
import type { PhaseTools } from "../tools.ts";
import { closeAll, startWorkers } from "../workers.io.ts";
import type { SampledServing, SearchOptions } from "./scenario.ts";
import { measureRate, sampleRate } from "./search.ts";

/** Of the requests that a closed loop gets answered, for the first rate. */
const FIRST_SHARE = 0.6;
/** Node makes its own and the service's code fast in this time. */
const WARM_MS = 1000;
const PEAK_MS = 500;

/** A service in processes of its own, and this one, which sends it requests. */
export interface HttpService {
  /** From the start of the first process to the first answer. */
  readonly coldStartMs: number;
  readonly processes: readonly ServingProcess[];
  measure(): Promise<ServeUsage>;
  sample(options: SearchOptions): Promise<SampledServing>;
  close(): Promise<void>;
}

/** Starts a service, and waits until it has answered. */
export async function openHttpService(
  workers: number,
  { job, serving, texts }: { readonly job: ServingJob; readonly serving: Serving; readonly texts: readonly string[] },
  tools: Pick<PhaseTools, "nowMs" | "startServing">,
): Promise<HttpService> {
  const { nowMs } = tools;
  const { maxBatch, maxDelayMs, connections, p99BoundMs } = serving;
  const startMs = nowMs();
  const processes = await startWorkers(workers, job, tools);
  // All workers of a service share one port.
  const [port] = await Promise.all(processes.map((process) => process.listen({ maxBatch, maxDelayMs })));
  const load = new Load(`http://127.0.0.1:${port}`, texts, connections);
  if (!(await load.send())) throw new IncompleteError("the service did not answer its first request");
  const coldStartMs = nowMs() - startMs;
  const searchOf = async ({ startPerSecond, round = 0 }: SearchOptions = {}) => {
    await closedLoopPerSecond(load, connections, WARM_MS);
    const peak = startPerSecond ?? FIRST_SHARE * (await closedLoopPerSecond(load, connections, PEAK_MS));
    return { p99BoundMs, startPerSecond: peak, nowMs, send: meteredSender(load, round) };
  };
  return {
    coldStartMs,
    processes,
    measure: async () => measureRate(await searchOf()),
    sample: async (options) => sampleRate(await searchOf(options)),
    async close() {
      load.close();
      await closeAll(processes);
    },
  };
}

/** Sends loads, and says what each took of the network and of this process. @param round draws their arrivals */
function meteredSender(load: Load, round: number) {
  return async (offered: Offered, trial: number): Promise<Trial> => {
    const { bytes } = load;
    const startMs = performance.now();
    const cpu = process.cpuUsage();
    const sent = await sendLoad(offered, {
      clock: systemClock,
      send: () => load.send(),
      random: randomStream(1, "arrivals", round, trial),
    });
    const { user, system } = process.cpuUsage(cpu);
    return trialOf(offered, [sent], {
      bytesPerRequest: (load.bytes - bytes) / sent.latenciesMs.length,
      senderCpuShare: (user + system) / 1000 / (performance.now() - startMs),
    });
  };
}
