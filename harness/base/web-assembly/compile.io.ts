import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { MOST_PAGES } from "./module.ts";
import { type ModuleInputs, moduleText, statedModule } from "./module-text.ts";

export const PROJECT = resolve(import.meta.dirname, "../../..");
const OPTIMIZE = ["--runtime", "stub", "--noAssert", "--optimizeLevel", "3", "--converge"];
const FEATURES = ["--importMemory", "--enable", "simd"];
/** Of modules on a memory of several threads. */
const SHARED_FEATURES = ["--enable", "threads", "--sharedMemory", "--maximumMemory", String(MOST_PAGES)];

/** Ends the names of files that are compiled only as parts of those that import them. */
const LIBRARY = ".lib.as.ts";
/** Ends the names of modules that import a shared memory. */
const SHARED = ".shared.as.ts";

/** An AssemblyScript module and the file that holds it compiled. */
export interface ModuleFile {
  /** Paths relative to the project, with the slashes of every system. */
  readonly source: string;
  readonly file: string;
  /** What the file should hold. */
  readonly text: string;
}

/** What we use of the compiler; its own declarations redefine globals such as `console`. */
interface Compiler {
  main(
    args: readonly string[],
    files: {
      readFile(path: string, folder: string): string | null;
      writeFile(path: string, content: Uint8Array): void;
      listFiles(): readonly string[];
    },
  ): Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>;
}

/** Compiles every *.as.ts of the project but libraries. @throws Error with the compiler's messages */
export async function compileModules(): Promise<ModuleFile[]> {
  const location = createRequire(import.meta.url).resolve("assemblyscript/dist/asc.js");
  const { default: asc } = (await import(pathToFileURL(location).href)) as { readonly default: Compiler };
  const compiler = await compilerVersions();
  const modules: ModuleFile[] = [];
  for (const source of await moduleSources()) {
    const { sources, bytes } = await compile(asc, source);
    modules.push(moduleFile(source, { sources, compiler, options: optionsOf(source) }, bytes.toString("base64")));
  }
  return modules;
}

/**
 * The modules as their files should be if they hold the right bytes: by the files that each says it was made of. A file whose text
 * is another was not compiled from what is there now. Nothing is compiled.
 */
export async function statedModules(): Promise<ModuleFile[]> {
  const compiler = await compilerVersions();
  return Promise.all(
    (await moduleSources()).map(async (source) => {
      const stated = statedModule(await readFile(join(PROJECT, fileOf(source)), "utf8").catch(() => ""));
      const paths = [...new Set([source, ...(stated?.sources ?? [])])];
      const contents = await Promise.all(paths.map((path) => readFile(join(PROJECT, path), "utf8").catch(() => "")));
      const sources = new Map(paths.map((path, index) => [path, contents[index]!]));
      return moduleFile(source, { sources, compiler, options: optionsOf(source) }, stated?.base64 ?? "");
    }),
  );
}

async function moduleSources(): Promise<string[]> {
  const sources: string[] = [];
  for (const folder of await sourceFolders()) {
    const files = await readdir(join(PROJECT, folder), { recursive: true });
    sources.push(...files.filter(isModule).map((file) => join(folder, file).replaceAll("\\", "/")));
  }
  return sources.sort();
}

function isModule(file: string): boolean {
  return file.endsWith(".as.ts") && !file.endsWith(LIBRARY);
}

/** The folders that TypeScript compiles. */
async function sourceFolders(): Promise<string[]> {
  const { include } = JSON.parse(await readFile(join(PROJECT, "tsconfig.json"), "utf8")) as { include: string[] };
  return include.filter((path) => !path.includes("*"));
}

/** The compiler and its dependencies as the lockfile has them, since a range does not say which is installed. */
async function compilerVersions(): Promise<string[]> {
  const { packages } = JSON.parse(await readFile(join(PROJECT, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, { version: string; dependencies?: Readonly<Record<string, string>> }>>;
  };
  const locked = (name: string) => packages[`node_modules/${name}`]!;
  const names = ["assemblyscript", ...Object.keys(locked("assemblyscript").dependencies ?? {})];
  return names.map((name) => `${name} ${locked(name).version}`);
}

function optionsOf(source: string): string[] {
  return [...OPTIMIZE, ...FEATURES, ...(source.endsWith(SHARED) ? SHARED_FEATURES : [])];
}

function moduleFile(source: string, inputs: ModuleInputs, base64: string): ModuleFile {
  return { source, file: fileOf(source), text: moduleText(nameOf(source), inputs, base64) };
}

function fileOf(source: string): string {
  return `${dirname(source)}/${nameOf(source)}-wasm.ts`;
}

function nameOf(source: string): string {
  return basename(source, source.endsWith(SHARED) ? SHARED : ".as.ts");
}

/** @returns the module, and every file that it was compiled from */
async function compile(asc: Compiler, source: string): Promise<{ sources: Map<string, string>; bytes: Buffer }> {
  const sources = new Map<string, string>();
  let bytes = Buffer.alloc(0);
  const { error, stderr } = await asc.main([source, ...optionsOf(source), "--outFile", "module.wasm"], {
    // Nothing else is read, so that nothing else can change the bytes.
    readFile: (path) => {
      if (!path.endsWith(".as.ts")) return null;
      const content = readOrNull(path);
      if (content !== null) sources.set(path, content);
      return content;
    },
    writeFile: (_, content) => {
      bytes = Buffer.from(content);
    },
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`${source}: ${error.message}\n${stderr}`);
  return { sources, bytes };
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(join(PROJECT, path), "utf8");
  } catch {
    return null;
  }
}
