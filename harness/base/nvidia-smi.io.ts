import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { usedGpuBytes } from "./gpu-memory.ts";

const PROGRAM = "nvidia-smi";
const LIMIT_MS = 10_000;

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
