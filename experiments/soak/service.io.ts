import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { IncompleteError } from "../../harness/base/errors.ts";
import { endChild, isRunning } from "../child.io.ts";
import { freePort } from "../free-port.io.ts";
import { projectFolder } from "../project-folder.ts";

/** A `pricewar serve` in a process of its own. */
export interface SoakedService {
  readonly address: string;
  /** Of all its answering processes; null where they do not say. */
  memoryBytes(): Promise<number | null>;
  /** Ends it as an operator would. @returns its exit code; null if a signal had killed it */
  stop(): Promise<number | null>;
}

/** @throws IncompleteError if it ends before it answers */
export async function startService(args: readonly string[]): Promise<SoakedService> {
  const port = await freePort();
  const command = [join(projectFolder, "bin", "pricewar"), "serve", "--port", String(port), ...args];
  const child = spawn(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  const address = `http://127.0.0.1:${port}`;
  await untilHealthy(child, address);
  return {
    address,
    memoryBytes: async () => {
      const text = await fetch(`${address}/metrics`).then(
        (response) => response.text(),
        () => "",
      );
      const found = /^process_resident_memory_bytes (\S+)$/m.exec(text);
      return found === null ? null : Number(found[1]);
    },
    stop: async () => {
      await endChild(child);
      return child.exitCode;
    },
  };
}

async function untilHealthy(child: ChildProcess, address: string): Promise<void> {
  while (isRunning(child)) {
    const isHealthy = await fetch(`${address}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isHealthy) return;
    await sleep(50);
  }
  throw new IncompleteError(`the service ended (${child.exitCode ?? child.signalCode}) before it answered`);
}
