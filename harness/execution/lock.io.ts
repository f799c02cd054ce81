import { open, readFile, rm } from "node:fs/promises";
import { ConfigError } from "../errors.ts";
import { processIdentity } from "../processes.io.ts";

/**
 * Takes a folder for this process alone; two runs that append to one records file would disturb each other's figures.
 * A lock whose process is gone is taken over.
 * @returns releases the lock
 * @throws ConfigError naming the process that holds it
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  const own = await processIdentity(process.pid);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(own ?? "");
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = await readFile(file, "utf8").catch(() => "");
    const pid = Number.parseInt(holder, 10);
    if (attempt > 0 || (await processIdentity(pid)) === holder) {
      throw new ConfigError(
        `${file}: process ${pid} is running this matrix; wait for it, stop it, or choose another --out`,
      );
    }
    await rm(file, { force: true });
  }
}
