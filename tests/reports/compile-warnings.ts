import { compile, type TopLevelSpec } from "vega-lite";

/** What vega-lite warns of when it compiles a chart. */
export function compileWarnings(spec: TopLevelSpec): unknown[] {
  const warnings: unknown[] = [];
  const note = (...message: readonly unknown[]) => {
    warnings.push(...message);
    return logger;
  };
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger };
  // The types of the logger overload its level setter; nothing here calls it.
  compile(spec, { logger: logger as never });
  return warnings;
}
