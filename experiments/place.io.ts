/** Places that an option names for results: tried before any work is done. */

import { constants } from "node:fs";
import { access, mkdir, stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { ConfigError } from "../harness/base/errors.ts";
import { refusalOf } from "../harness/base/file-refusals.ts";
import { exists } from "../harness/base/files.io.ts";

/** What a folder is for, and the option that names another one. */
export interface FolderUse {
  readonly role: string;
  readonly option: string;
}

/** Errors of a full disk, which another folder's name would not mend. */
const FULL = ["ENOSPC", "EDQUOT"];

/** @throws ConfigError if no folder can be made at this place, or none that can be written to */
export async function refuseImpossiblePlace(folder: string, use: FolderUse): Promise<void> {
  for (let path = resolve(folder); ; path = dirname(path)) {
    try {
      if (!(await stat(path)).isDirectory()) throw impossible(folder, use, `${shownPlace(path)} is a file`);
      await access(path, constants.W_OK);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      if (code !== "ENOENT" && code !== "ENOTDIR") throw impossible(folder, use, refusalOf(error), error);
    }
  }
}

/**
 * Makes the folder, one level at a time: Node's own `recursive` never ends where the system makes no folders, as below /proc.
 * @throws ConfigError if that is not possible there
 */
export async function makeFolder(folder: string, use: FolderUse): Promise<void> {
  await refuseImpossiblePlace(folder, use);
  const missing: string[] = [];
  for (let path = resolve(folder); !(await exists(path)); path = dirname(path)) missing.unshift(path);
  for (const path of missing) {
    await mkdir(path).catch(async (cause: NodeJS.ErrnoException) => {
      if (cause.code === "EEXIST") {
        // Another process may be making it too.
        if (await exists(path)) return;
        throw impossible(folder, use, `${shownPlace(path)} is a link that leads nowhere`, cause);
      }
      throw FULL.includes(cause.code ?? "") ? cause : impossible(folder, use, refusalOf(cause), cause);
    });
  }
}

/** Relative to the current folder. */
export function shownPlace(path: string): string {
  return relative(process.cwd(), resolve(path)) || ".";
}

function impossible(folder: string, { role, option }: FolderUse, why: string, cause?: unknown): ConfigError {
  return new ConfigError(`${shownPlace(folder)}: cannot be ${role} (${why}); name another place with ${option}`, {
    cause,
  });
}
