import { BackendError } from "../../harness/base/errors.ts";
import type { ProbeResult } from "../../harness/contract/index.ts";
import { projectFolder } from "../project-folder.ts";
import { gpuComplaints, missingHelp } from "./missing-help.ts";
import { missingLibraries } from "./missing-libraries.ts";
import { type EndedScript, runScript } from "./run-script.ts";

const PROBE_LIMIT_MS = 120_000;

/**
 * Opens the backend's device in a process of its own, which a broken installation may crash.
 * @returns device and library
 * @throws BackendError with what is missing and how to get it
 */
export async function verify(backend: string): Promise<string> {
  const ended = await runScript(
    {
      args: ["--import", "tsx", "experiments/setup/probe.ts", backend],
      cwd: projectFolder,
      // Only TensorFlow's log says why it opened no GPU.
      env: { TF_CPP_MIN_LOG_LEVEL: "0" },
      limitMs: PROBE_LIMIT_MS,
    },
    false,
  );
  const probe = probeResultOf(ended);
  if (probe?.ok) return `${probe.device}, ${probe.library}`;
  throw new BackendError(backend, explain(probe?.reason ?? null, ended.output));
}

function probeResultOf({ isDone, output }: EndedScript): ProbeResult | null {
  const line = output.split("\n").find((text) => text.startsWith('{"ok":'));
  return isDone && line !== undefined ? (JSON.parse(line) as ProbeResult) : null;
}

/** @param reason from the probe; null if its process crashed */
export function explain(reason: string | null, log: string): string {
  const missing = missingLibraries(log);
  const details =
    missing.length > 0
      ? missing.map(missingHelp)
      : reason === null
        ? log.trim().split("\n").slice(-5)
        : gpuComplaints(log).filter((line) => !line.includes(reason));
  return [reason ?? "the process that tried it crashed", ...details].join("\n  ");
}
