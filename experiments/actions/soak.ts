import { openDataset } from "../../data/registry.ts";
import { systemClock } from "../../harness/base/clock.io.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { formatBytes, formatCount, formatMs, formatShare } from "../../harness/judge/figures/format.ts";
import { arrivals } from "../../harness/measure/load/arrivals.ts";
import { closedLoopPerSecond, Load } from "../../harness/measure/load/http-load.io.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import { note, print } from "../print.ts";
import { type SoakedService, startService } from "../soak/service.io.ts";
import { type LoadWindow, loadInWindows } from "../soak/windows.ts";

interface Options {
  readonly model: string;
  readonly workers: string;
  readonly backend?: string;
  readonly dataset: string;
  readonly minutes: number;
  readonly share: number;
  readonly connections: number;
  readonly seed: number;
}

const WARM_MS = 2000;
const PEAK_MS = 5000;
/** Lines of the table: enough to see whether memory grows. */
const WINDOWS = 10;
const SENT_TEXTS = 2000;
const MS_PER_MINUTE = 60_000;

/** Finds a service's peak, then loads it at a share of that, and prints what it did in each tenth of the time. */
export async function soak(options: Options): Promise<void> {
  const texts = await textsOf(options.dataset);
  const { model, workers, backend } = options;
  const service = await startService([
    ...["--model", model, "--workers", workers],
    ...(backend === undefined ? [] : ["--backend", backend]),
  ]);
  let windows: LoadWindow[] = [];
  try {
    windows = await loaded(service, texts, options);
  } finally {
    const exitCode = await service.stop();
    if (exitCode !== 0) note(`the service ended with exit code ${exitCode}`);
    if (exitCode !== 0 || windows.some(({ errors }) => errors > 0)) process.exitCode = 1;
  }
}

async function loaded(service: SoakedService, texts: readonly string[], options: Options): Promise<LoadWindow[]> {
  const { minutes, share, connections, seed } = options;
  const load = new Load(service.address, texts, connections);
  await closedLoopPerSecond(load, connections, WARM_MS);
  const peak = await closedLoopPerSecond(load, connections, PEAK_MS);
  const perSecond = peak * share;
  note(`peak ${formatCount(peak)} requests/s with ${connections} connections; from now on ${formatCount(perSecond)}`);
  const forMs = minutes * MS_PER_MINUTE;
  const random = randomStream(seed, "soak");
  const memoryBytes: (number | null)[] = [];
  const windows = await loadInWindows(
    { clock: systemClock, send: () => load.send() },
    arrivals(perSecond, () => random.nextFloat64()),
    {
      forMs,
      windowMs: forMs / WINDOWS,
      onWindow: async ({ latencyUs, errors }) => {
        memoryBytes.push(await service.memoryBytes());
        note(`${formatCount(latencyUs.count)} requests, ${errors} errors, ${formatBytes(memoryBytes.at(-1)!)}`);
      },
    },
  );
  load.close();
  print(tableOf(windows, memoryBytes));
  const [first = null] = memoryBytes;
  const last = memoryBytes.at(-1) ?? null;
  if (first !== null && last !== null) {
    const share = formatShare(last / first);
    print(`\nmemory after the first tenth ${formatBytes(first)}, at the end ${formatBytes(last)}: ${share}`);
  }
  return windows;
}

function tableOf(windows: readonly LoadWindow[], memoryBytes: readonly (number | null)[]): string {
  const rows = windows.map(({ latencyUs, errors }, index) => [
    `${index + 1}`,
    formatCount(latencyUs.count),
    formatCount(errors),
    ...[50, 99].map((percent) => formatMs(latencyUs.percentile(percent) / 1000)),
    formatMs(latencyUs.max / 1000),
    memoryText(memoryBytes[index] ?? null),
  ]);
  return alignedTable(["tenth", "requests", "errors", "p50", "p99", "highest", "memory"], rows);
}

function memoryText(bytes: number | null): string {
  return bytes === null ? "—" : formatBytes(bytes);
}

async function textsOf(spec: string): Promise<string[]> {
  const dataset = await openDataset(spec, { baseFolder: process.cwd() });
  const texts: string[] = [];
  for await (const { text } of dataset.rows(dataset.rowCounts.test === null ? "train" : "test")) {
    texts.push(text);
    if (texts.length === SENT_TEXTS) break;
  }
  return texts;
}
