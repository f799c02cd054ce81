import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ConfigError } from "../../base/errors.ts";
import { exists } from "../../base/files.io.ts";
import { printable, printableName } from "../../base/printable.ts";
import { suggestion } from "../../base/registry.ts";
import { forShell } from "../../base/shell.ts";
import { kindOfEnding } from "../../contract/dataset-kinds.ts";

/** Folders to search for a matrix. */
export interface MatrixPlaces {
  readonly cwd: string;
  /** Folder of the matrices that come with pricewar. */
  readonly matricesFolder: string;
}

/**
 * The path of the matrix file that the user named: the argument as a path, else a shipped matrix of that name, with or
 * without .json.
 * @throws ConfigError that lists the shipped matrices if neither exists, or if it is a file of rows
 */
export async function findMatrix(argument: string, { cwd, matricesFolder }: MatrixPlaces): Promise<string> {
  const candidates = [cwd, matricesFolder].flatMap((folder) => [
    resolve(folder, argument),
    resolve(folder, `${argument}.json`),
  ]);
  for (const candidate of candidates) if (await isFile(candidate)) return matrixAt(candidate, argument);
  const shipped = await matricesIn(matricesFolder);
  // Without a folder to look into, there is only less to suggest.
  const beside = await matricesIn(dirname(resolve(cwd, argument))).catch((): string[] => []);
  const near = suggestion(basename(argument).replace(/\.json$/, ""), [...beside, ...shipped]);
  const hint = near !== null && beside.includes(near) ? join(dirname(argument), near) : near;
  throw new ConfigError(
    `matrix ${printableName(argument)}: ${(await exists(candidates[0]!)) ? "is no file" : "no such file"}, and no shipped matrix of that name` +
      `${hint === null ? "" : `; did you mean "${printableName(hint)}"?`} (shipped: ${shipped.join(", ") || "none"})`,
  );
}

function matrixAt(path: string, argument: string): string {
  if (kindOfEnding(path) === null) return path;
  const command = `pricewar init ${printable(forShell(argument))}`;
  throw new ConfigError(
    `${printableName(argument)} is a file of rows and no matrix; "${command}" writes a matrix for it`,
  );
}

/** Names of the JSON files in a folder, without .json, in alphabetical order. */
export async function matricesIn(matricesFolder: string): Promise<string[]> {
  const files = await readdir(matricesFolder);
  return files.flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -".json".length)] : [])).sort();
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  return found?.isFile() ?? false;
}
