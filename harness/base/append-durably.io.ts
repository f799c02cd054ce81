import { open, stat } from "node:fs/promises";
import { exists } from "./files.io.ts";

/** Appends to a file, or begins it, and waits until that is on disk. */
export async function appendDurably(file: string, content: string | Uint8Array): Promise<void> {
  const { size } = (await exists(file)) ? await stat(file) : { size: 0 };
  const handle = await open(file, "a");
  try {
    await handle.appendFile(content, "utf8");
    await handle.sync();
  } catch (error) {
    // A full disk can leave half a line: remove it, so that the earlier records stay readable.
    await handle.truncate(size).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}
