import { open, readFile, rm } from "node:fs/promises";
import { ConfigError } from "../errors.ts";
import { isAlive } from "../processes.io.ts";

/**
 * Takes a folder for this process alone; two runs that append to one records file would disturb each other's figures.
 * A lock whose process is gone is taken over.
 * @returns releases the lock
 * @throws ConfigError naming the process that holds it
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(await readFile(file, "utf8").catch(() => ""));
    if (attempt > 0 || isAlive(holder)) {
      throw new ConfigError(
        `${file}: process ${holder} is running this matrix; wait for it, stop it, choose another --out, or delete this file if that process is something else`,
      );
    }
    await rm(file, { force: true });
  }
}
