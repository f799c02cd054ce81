import { BackendError } from "../harness/base/errors.ts";

/** @throws BackendError where more than one thread is asked of a runtime that has but one */
export function refuseThreads(backend: string, threads: number): void {
  if (threads > 1) {
    throw new BackendError(backend, `runs on one thread in Node, asked for ${threads}: set threads to 1`);
  }
}
