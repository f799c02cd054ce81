import type { Usage } from "../usage.ts";
import { above, type Contradiction } from "./contradiction.ts";

/** What gzip adds at most to a file that it cannot make smaller, and to each file of a folder of a few. */
const GZIP_SHARE = 0.001;
const GZIP_BYTES = 4096;

/** A part of a process takes no longer than the process, and a file no more than its folder. */
export function usageContradiction(usage: Usage): Contradiction {
  const { artifactBytes, compressWallMs, modelBytes, modelGzipBytes, processWallMs, serve, teaching, trainWallMs } =
    usage;
  const { train, compress, serve: served } = processWallMs;
  const mostZipped = Math.ceil(modelBytes * (1 + GZIP_SHARE)) + GZIP_BYTES;
  return (
    above("usage.trainWallMs", trainWallMs, train, "as usage.processWallMs.train") ??
    above("usage.compressWallMs", compressWallMs, compress, "as usage.processWallMs.compress") ??
    above("usage.serve.measuredMs", serve.measuredMs, served, "as usage.processWallMs.serve") ??
    above("usage.modelBytes", modelBytes, artifactBytes, "as usage.artifactBytes") ??
    above("usage.modelGzipBytes", modelGzipBytes, mostZipped, "as usage.modelBytes allows") ??
    (teaching === undefined
      ? null
      : above(
          "usage.teaching.trainWallMs",
          teaching.trainWallMs,
          teaching.processWallMs,
          "as usage.teaching.processWallMs",
        ))
  );
}
