import cluster from "node:cluster";
import { once } from "node:events";
import { pino } from "pino";
import { systemClock } from "../../harness/base/clock.io.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { holdIdentity } from "../encryption/identities.io.ts";
import { listenRefusal } from "../listen-refusal.ts";
import { openModel } from "../open-model.io.ts";
import { createService, type Service } from "../serve/app.ts";
import { servedFolder } from "../serve/served-folder.io.ts";
import { supervise } from "../serve/supervise.io.ts";
import { WorkerLink } from "../serve/worker-link.io.ts";
import { stopOnSignals } from "../stop-on-signals.ts";

interface Options {
  /** File with the secret key of an encrypted run. */
  readonly identity?: string;
  readonly model: string;
  readonly port: number;
  readonly host: string;
  readonly backend?: string;
  /** Of each worker. */
  readonly threads: number;
  readonly workers: number;
  readonly maxBatch: number;
  /** In ms. */
  readonly maxDelay: number;
  readonly maxQueue: number;
  readonly maxTexts: number;
  readonly maxCharacters: number;
  /** In bytes. */
  readonly maxBody: number;
  /** In seconds. */
  readonly drainLimit: number;
  readonly logLevel: string;
}

/**
 * Serves a model over HTTP until SIGTERM or Ctrl-C: in this process, or in several that this one watches over, of which each
 * runs this again.
 */
export async function serve(options: Options): Promise<void> {
  const stop = stopOnSignals();
  if (options.maxTexts > options.maxQueue) {
    throw new ConfigError(
      `--max-texts ${options.maxTexts}: such a request would never fit into a queue of --max-queue ${options.maxQueue}; raise that`,
    );
  }
  // Each worker reads it again.
  await holdIdentity(options.identity);
  if (options.workers > 1 && cluster.isPrimary) {
    const logger = pino({ level: options.logLevel });
    const { workers } = options;
    const drainLimitMs = options.drainLimit * 1000;
    // Found once: a worker that replaces another serves the same model, whatever has become of the run since.
    const { folder, backend } = await servedFolder(options.model, options.backend);
    const args = [...process.argv.slice(2), "--model", folder, "--backend", backend];
    process.exitCode = await supervise({ workers, args, drainLimitMs, logger, clock: systemClock, stop });
    return;
  }
  try {
    await serveHere(options, stop);
  } finally {
    // A worker would live as long as its channel to the one that watches over it.
    cluster.worker?.disconnect();
  }
}

async function serveHere(options: Options, stop: AbortSignal): Promise<void> {
  const { folder, backend } = await servedFolder(options.model, options.backend);
  const logger = pino({ level: options.logLevel });
  const model = await openModel(folder, { backend, threads: options.threads });
  try {
    // The first answer of a runtime takes much longer than all others.
    await model.answer([""]);
    const link = cluster.isWorker ? new WorkerLink() : null;
    const service = createService({
      model,
      logger,
      clock: systemClock,
      batching: { maxBatch: options.maxBatch, maxDelayMs: options.maxDelay, maxQueued: options.maxQueue },
      limits: { maxBodyBytes: options.maxBody, maxTexts: options.maxTexts, maxCharacters: options.maxCharacters },
      ...(link === null ? {} : { metricsText: () => link.metricsText() }),
    });
    link?.report(service.metrics.registry);
    const address = await listen(service, options);
    logger.info({ address, model: folder, backend: model.backend, labels: model.labels.length }, "listening");
    if (!stop.aborted) await once(stop, "abort");
    const cutOff = await service.drain(options.drainLimit * 1000);
    logger.info({ cutOff }, "ended");
    if (cutOff > 0) process.exitCode = 1;
  } finally {
    await model.close();
  }
}

/** @returns the address, such as http://127.0.0.1:8080 */
async function listen({ app }: Service, { port, host }: Options): Promise<string> {
  return app.listen({ port, host }).catch((cause: NodeJS.ErrnoException) => {
    throw listenRefusal(cause, { port, host });
  });
}
