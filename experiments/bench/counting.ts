import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { median } from "simple-statistics";

const COUNTS = 2e8;
const LOOPS = 9;

/** JavaScript, since it has no file of its own in a bundle. */
const SCRIPT = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", (counts) => {
  let sum = 0;
  for (let count = 0; count < counts; count += 1) sum = (sum + count) | 0;
  parentPort.postMessage(sum);
});
`;

/** Median milliseconds of a loop that only counts, where as many threads as given each run one at the same time. */
export async function countInThreads(threads: number): Promise<number> {
  const workers = Array.from({ length: threads }, () => new Worker(SCRIPT, { eval: true }));
  const loop = async () => {
    const startMs = performance.now();
    await Promise.all(
      workers.map(async (worker) => {
        worker.postMessage(COUNTS);
        await once(worker, "message");
      }),
    );
    return (performance.now() - startMs) / threads;
  };
  await loop();
  const loopsMs: number[] = [];
  while (loopsMs.length < LOOPS) loopsMs.push(await loop());
  await Promise.all(workers.map((worker) => worker.terminate()));
  return median(loopsMs);
}
