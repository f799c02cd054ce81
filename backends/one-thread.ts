import { BackendError } from "../harness/base/errors.ts";

/** @throws BackendError if a runtime that has only one thread is asked for more */
export function refuseThreads(backend: string, threads: number): void {
  if (threads > 1) {
    throw new BackendError(backend, `runs on one thread in Node, got threads ${threads}; set threads to 1`);
  }
}
