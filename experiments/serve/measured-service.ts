import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { systemClock } from "../../harness/base/clock.io.ts";
import type { PhaseTools } from "../../harness/measure/phases/tools.ts";
import { createService } from "./app.ts";

/** As many as wait by default. */
const MAX_QUEUED = 2048;

/** Every text of a dataset is to be answered, however long it is. */
const LIMITS = { maxBodyBytes: 2 ** 26, maxTexts: 1, maxCharacters: Number.MAX_SAFE_INTEGER };

/** A service as `pricewar serve` runs it, log and metrics included, on any free port of this machine's own address. */
export const openMeasuredService: NonNullable<PhaseTools["openService"]> = async (model, { maxBatch, maxDelayMs }) => {
  const service = createService({
    model,
    logger: pino(),
    clock: systemClock,
    batching: { maxBatch, maxDelayMs, maxQueued: MAX_QUEUED },
    limits: LIMITS,
  });
  await service.app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = service.app.server.address() as AddressInfo;
  return port;
};
