import { type BackendError, BackendUnavailable, ConfigError, type PricewarError } from "../../base/errors.ts";
import type { Registry } from "../../base/registry.ts";
import type { Backend } from "../../contract/index.ts";

/** A backend that runs on this machine, with what its probe reported. */
export interface AvailableBackend {
  readonly backend: Backend;
  readonly device: string;
  readonly library: string;
}

/** Loads and probes a backend. @throws BackendUnavailable with the reason and with what the backend needs */
export async function requireAvailable(backends: Registry<Backend>, name: string): Promise<AvailableBackend> {
  const backend = await backends.load(name).catch((cause: unknown) => {
    if (cause instanceof ConfigError) throw cause;
    // The runtime's library is not installed, or not built for this machine.
    throw new BackendUnavailable(`backend "${name}" cannot be loaded here: ${(cause as Error).message}`, { cause });
  });
  const probe = await backend.probe();
  if (!probe.ok) {
    const needs = backend.needs === "nothing" ? "" : `; it needs ${backend.needs}`;
    throw new BackendUnavailable(`backend "${name}" is not available here: ${probe.reason}${needs}`);
  }
  return { backend, device: probe.device, library: probe.library };
}

/** What a backend's failure comes of: that it is not available here, and what it needs, where that is so; else the failure itself. */
export async function causeOf(failure: BackendError, backends: Registry<Backend>): Promise<PricewarError> {
  return requireAvailable(backends, failure.backend).then(
    () => failure,
    (cause: unknown) => (cause instanceof BackendUnavailable ? cause : failure),
  );
}

/** Loads a backend that can train. @throws BackendUnavailable */
export async function requireTraining(backends: Registry<Backend>, name: string) {
  const { backend } = await requireAvailable(backends, name);
  if (backend.openTrainer === undefined) throw new BackendUnavailable(`backend "${name}" cannot train`);
  return { ...backend, openTrainer: backend.openTrainer };
}
