import { watchLaunchers } from "./launchers.io.ts";

/** Exit code of a command that was stopped. */
export const INTERRUPTED = 130;

/** A second Ctrl-C after this time ends the process at once; an earlier one is the same key press, forwarded twice. */
const IMPATIENT_MS = 1000;

/**
 * A signal that aborts on Ctrl-C, on SIGTERM, when the terminal is closed, and when npx or tsx, which launched this process, is
 * gone. The handlers stay installed, so that cleaning up can finish.
 */
export function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  let stoppedMs: number | null = null;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      stoppedMs ??= performance.now();
      if (performance.now() - stoppedMs > IMPATIENT_MS) process.exit(INTERRUPTED);
      stop.abort();
    });
  }
  void watchLaunchers(() => stop.abort());
  return stop.signal;
}
