import { WrongDeviceError } from "../../base/errors.ts";
import type { Backend, TrainingProof } from "../../contract/index.ts";

/** @throws WrongDeviceError if the proof names another provider or thread count than requested */
export function refuseOtherExecution(
  executed: Pick<TrainingProof, "provider" | "threads">,
  { name, provider }: Backend,
  threads: number,
): void {
  if (executed.provider !== provider) {
    throw new WrongDeviceError(
      `backend "${name}": all kernels should run on ${provider}, the profile shows ${executed.provider}`,
    );
  }
  if (executed.threads !== null && executed.threads !== threads) {
    throw new WrongDeviceError(`backend "${name}": ${threads} threads were requested, ${executed.threads} ran`);
  }
}
