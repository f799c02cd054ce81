// @ts-check
/** Loaded into every process of a run by NODE_OPTIONS, before its own code: at its end, the process notes what it took. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = {
    startMs: performance.timeOrigin,
    wallMs: performance.now(),
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    peakRssBytes: maxRSS * 1024,
  };
  writeFileSync(join(String(process.env.PRICEWAR_USAGE_FOLDER), `${process.pid}.json`), JSON.stringify(usage));
});
