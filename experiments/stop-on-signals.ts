/** What a command that was stopped ends with. */
export const INTERRUPTED = 130;

/** A second Ctrl-C after this time ends the process at once; an earlier one is the same key press, passed on twice. */
const IMPATIENT_MS = 1000;

/** Aborted by Ctrl-C and by a request to terminate; the handlers stay, so that what must still be done is done. */
export function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  let stoppedMs: number | null = null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      stoppedMs ??= performance.now();
      if (performance.now() - stoppedMs > IMPATIENT_MS) process.exit(INTERRUPTED);
      stop.abort();
    });
  }
  return stop.signal;
}
