import { backends } from "./backends.ts";
import { baseline } from "./baseline.ts";
import { board } from "./board.ts";
import { check } from "./check.ts";
import { clean } from "./clean.ts";
import type { PricewarCommand } from "./command.ts";
import { cost } from "./cost.ts";
import { exportRuns } from "./export.ts";
import { init } from "./init.ts";
import { list } from "./list.ts";
import { merge } from "./merge.ts";
import { predict } from "./predict.ts";
import { prices } from "./prices.ts";
import { purge } from "./purge.ts";
import { query } from "./query.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";
import { serve } from "./serve.ts";
import { setup } from "./setup.ts";
import { war } from "./war.ts";
import { worker } from "./worker.ts";

/** The commands of `pricewar` by name, in the order of its help. */
export const COMMANDS = {
  init,
  run,
  worker,
  board,
  merge,
  report,
  cost,
  war,
  query,
  export: exportRuns,
  predict,
  serve,
  check,
  baseline,
  list,
  prices,
  backends,
  clean,
  purge,
  setup,
} as const satisfies Readonly<Record<string, PricewarCommand>>;
