import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { MOST_PAGES } from "./module.ts";

export const PROJECT = resolve(import.meta.dirname, "../../..");
const OPTIMIZE = ["--runtime", "stub", "--noAssert", "--optimizeLevel", "3", "--converge"];
const FEATURES = ["--importMemory", "--enable", "simd"];
/** Of modules on a memory of several threads. */
const SHARED_FEATURES = ["--enable", "threads", "--sharedMemory", "--maximumMemory", String(MOST_PAGES)];
const CHARACTERS_PER_LINE = 110;

export interface CompiledModule {
  /** Path of the AssemblyScript, relative to the project. */
  readonly source: string;
  /** Path of the generated TypeScript file, relative to the project. */
  readonly file: string;
  /** Content of that file, with the module in base64. */
  readonly text: string;
}

/** Ends the names of files that are compiled only as parts of those that import them. */
const LIBRARY = ".lib.as.ts";
/** Ends the names of modules that import a shared memory. */
const SHARED = ".shared.as.ts";

/** Compiles every *.as.ts of the project but libraries. @throws Error with the compiler's messages */
export async function compileModules(): Promise<CompiledModule[]> {
  const sources: string[] = [];
  for (const folder of await sourceFolders()) {
    const files = await readdir(join(PROJECT, folder), { recursive: true });
    sources.push(...files.filter(isModule).map((file) => join(folder, file)));
  }
  return Promise.all(sources.sort().map(compile));
}

function isModule(file: string): boolean {
  return file.endsWith(".as.ts") && !file.endsWith(LIBRARY);
}

/** The folders that TypeScript compiles. */
async function sourceFolders(): Promise<string[]> {
  const { include } = JSON.parse(await readFile(join(PROJECT, "tsconfig.json"), "utf8")) as { include: string[] };
  return include.filter((path) => !path.includes("*"));
}

async function compile(source: string): Promise<CompiledModule> {
  const isShared = source.endsWith(SHARED);
  const compiler = createRequire(import.meta.url).resolve("assemblyscript/bin/asc.js");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [compiler, source, ...OPTIMIZE, ...FEATURES, ...(isShared ? SHARED_FEATURES : []), "--outFile"],
    { cwd: PROJECT, encoding: "buffer" },
  );
  const lines = stdout.toString("base64").match(new RegExp(`.{1,${CHARACTERS_PER_LINE}}`, "g")) ?? [];
  const name = basename(source, isShared ? SHARED : ".as.ts");
  const text = `/** ${basename(source)} compiled, in base64: written by \`npm run build:wasm\`. */
export const ${name.replaceAll("-", "_").toUpperCase()}_WASM =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`;
  return { source, file: join(dirname(source), `${name}-wasm.ts`), text };
}
