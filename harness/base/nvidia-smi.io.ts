import { execFile, spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { usedGpuBytes } from "./gpu-memory.ts";
import { signalChild } from "./processes.io.ts";

const PROGRAM = "nvidia-smi";
const LIMIT_MS = 10_000;
/** The driver takes a reading about as often; it gives the mean of the last second since Ampere (nvmlDeviceGetPowerUsage), so that short measurements lag. */
const POWER_EVERY_MS = 100;
/** How long the last readings may take to come through the pipe. */
const LAST_READINGS_MS = 1000;

/** GPU memory of this process as the driver counts it; null if there is no driver or it hides processes. */
export async function ownGpuBytes(): Promise<number | null> {
  const csv = await query("--query-compute-apps=pid,used_memory", "--format=csv,noheader,nounits");
  return csv === null ? null : usedGpuBytes(csv, process.pid);
}

/** Name of the machine's GPU; null if there is none, or if there are several models. */
export async function gpuName(): Promise<string | null> {
  return commonValue("name");
}

/** Version of the driver; null if there is none. */
export async function gpuDriver(): Promise<string | null> {
  return commonValue("driver_version");
}

/**
 * Reads the power of every GPU again and again, by a process that runs until the function that it gives is called.
 * @returns all readings: lines of index and watts, of which the last may be cut off; an empty text where there is no driver
 */
export function watchGpuPower(): () => Promise<string> {
  const fields = ["--query-gpu=index,power.draw", "--format=csv,noheader,nounits"];
  const child = spawn(PROGRAM, [...fields, "-lms", String(POWER_EVERY_MS)], { stdio: ["ignore", "pipe", "ignore"] });
  let csv = "";
  child.on("error", () => undefined);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    csv += text;
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // What runs meanwhile may leave the event loop no time: most readings then still wait in the pipe.
  return async () => {
    signalChild(child, "SIGTERM");
    // Where the program is a script, what it has started may keep the pipe open.
    await Promise.race([ended, setTimeout(LAST_READINGS_MS, undefined, { ref: false })]);
    child.stdout.destroy();
    return csv;
  };
}

/** A field's value if it is the same for all GPUs. */
async function commonValue(field: string): Promise<string | null> {
  const csv = await query(`--query-gpu=${field}`, "--format=csv,noheader");
  const values = new Set((csv ?? "").split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()])));
  return values.size === 1 ? [...values][0]! : null;
}

async function query(...args: string[]): Promise<string | null> {
  if (!(await mayBeInstalled())) return null;
  return promisify(execFile)(PROGRAM, args, { timeout: LIMIT_MS }).then(
    ({ stdout }) => stdout,
    () => null,
  );
}

/** Starting what does not exist takes a process 20 ms, a look into the folders of PATH a tenth of one. */
async function mayBeInstalled(): Promise<boolean> {
  if (process.platform === "win32") return true;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return Promise.any(folders.map((folder) => access(join(folder, PROGRAM)))).then(
    () => true,
    () => false,
  );
}
