import { readdir, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ConfigError } from "../../base/errors.ts";
import { printableName } from "../../base/printable.ts";
import { suggestion } from "../../base/registry.ts";

/** Folders to search for a matrix. */
export interface MatrixPlaces {
  readonly cwd: string;
  /** Folder of the matrices that come with pricewar. */
  readonly matricesFolder: string;
}

/**
 * The path of the matrix file that the user named: the argument as a path, else a shipped matrix of that name, with or
 * without .json.
 * @throws ConfigError that lists the shipped matrices if neither exists
 */
export async function findMatrix(argument: string, { cwd, matricesFolder }: MatrixPlaces): Promise<string> {
  const candidates = [cwd, matricesFolder].flatMap((folder) => [
    resolve(folder, argument),
    resolve(folder, `${argument}.json`),
  ]);
  for (const candidate of candidates) if (await isFile(candidate)) return candidate;
  const shipped = await shippedMatrices(matricesFolder);
  const hint = suggestion(argument.replace(/\.json$/, ""), shipped);
  throw new ConfigError(
    `matrix ${printableName(argument)}: no such file, and no shipped matrix of that name` +
      `${hint === null ? "" : `; did you mean "${hint}"?`} (shipped: ${shipped.join(", ") || "none"})`,
  );
}

/** Names without .json, in alphabetical order. */
export async function shippedMatrices(matricesFolder: string): Promise<string[]> {
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
