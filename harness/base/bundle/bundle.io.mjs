// @ts-check
/**
 * Makes plain JavaScript of TypeScript, once for each state of its sources. It is JavaScript itself: bin/pricewar starts
 * with it.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, realpathSync, utimesSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { cacheFolder, dependenciesOf, packageFolder } from "./cache-folder.io.mjs";
import { asciiScript, compiledScript, isCompiledWhole, loadedScript } from "./compiled.io.mjs";
import { sha256 } from "./sha256.mjs";
import { readSource, unchangedSources } from "./sources.io.mjs";

/**
 * @typedef {object} BundleRequest
 * @property {string} project root folder of the sources, from which their packages are found
 * @property {string} entry the TypeScript file to start from
 * @property {boolean} [keepsFolders] `import.meta.dirname` stays the folder of the source; the bundle is then good for this
 *   one place of the project. Without it, equal sources give equal bundles wherever they lie.
 * @property {readonly string[]} [inlined] packages that become part of the bundle; the others are imported as it runs
 * @property {boolean} [oneFile] one CommonJS file, with what V8 makes of it, instead of modules of which a process reads what it
 *   needs: Node then finds one file, and packages by `require`, which takes less time than many imports. Modules still run when
 *   they are first needed.
 * @property {boolean} [forBrowser] one script for a page, small, with all packages that it imports; markup in it is Preact's
 * @property {(line: string) => void} [onDamaged] receives a line about a bundle that is not as it was made, and is made again;
 *   prints it on stderr by default
 */

/**
 * @typedef {object} Bundle
 * @property {string} file the script to start or to import
 * @property {string} id SHA-256 in hex over the names and contents of the bundle's files, compiled code apart
 * @property {readonly string[]} sources the files that it was made of, relative to the project, with forward slashes
 */

/** @typedef {{ name: string, sha256: string }} BundledFile */
/**
 * @typedef {{
 *   request: string, id: string, files: readonly BundledFile[], sources: readonly import("./sources.io.mjs").Source[]
 * }} Manifest
 */

/** Raised where a manifest or an id is made in another way. */
const FORM = 7;
/** @type {Readonly<Record<string, import("esbuild").Loader>>} */
const LOADERS = { ".ts": "ts", ".tsx": "tsx", ".json": "json" };
const FOLDER = "import.meta.dirname";
const FOLDER_NAME = "sourceFolder";
/** CommonJS that is inlined asks for Node's own modules by `require`. */
const REQUIRE =
  'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);';
const URL_NAME = "bundleUrl";
/** CommonJS knows its file by another name than modules do. */
const FILE_URL = `const ${URL_NAME} = require("node:url").pathToFileURL(__filename).href;`;

/**
 * Bundles an entry and all that it imports. A bundle that was made before is used as long as none of its sources has changed.
 * @param {BundleRequest} request
 * @returns {Promise<Bundle>}
 * @throws {Error} esbuild's own, with file and line, where a source cannot be read
 */
export async function bundle({ keepsFolders = false, onDamaged = console.error, ...request }) {
  const project = realpathSync(request.project);
  const entry = realpathSync(resolve(project, request.entry));
  const options = optionsOf(project, entry, request);
  const asked = JSON.stringify({
    FORM,
    keepsFolders: keepsFolders && project,
    esbuild: esbuildVersion(project),
    options,
  });
  const bundles = join(cacheFolder(project), "bundles");
  // Another version of V8 would not use the code that this one compiled.
  const version = options.format === "cjs" ? `-${process.versions.v8}` : "";
  const scriptOf = (/** @type {{ id: string }} */ { id }) =>
    join(bundles, `${id.slice(0, 12)}${version}`, `${basename(entry, extname(entry))}${options.outExtension[".js"]}`);

  const manifestFile = join(bundles, `${sha256(asked).slice(0, 12)}.json`);
  const before = await readManifest(manifestFile, asked);
  const sources = before === null ? null : unchangedSources(project, before.sources);
  if (before !== null && sources !== null) {
    const file = scriptOf(before);
    if (isWhole(file, before.files)) {
      if (sources !== before.sources) await writeManifest(manifestFile, { ...before, sources });
      touch(dirname(file));
      return { file, id: before.id, sources: before.sources.map(({ path }) => path) };
    }
    if (existsSync(dirname(file)))
      onDamaged(`${dirname(file)} is damaged: its files are not as they were made; it is made again`);
  }
  const made = await build(project, options, keepsFolders, scriptOf);
  const file = scriptOf(made);
  const files = made.code.map(({ name, contents }) => ({ name, sha256: sha256(contents) }));
  await writeBundle(file, [...made.code, ...made.compiled], files);
  await writeManifest(manifestFile, { request: asked, id: made.id, files, sources: made.sources });
  return { file, id: made.id, sources: made.sources.map(({ path }) => path) };
}

/**
 * All that decides a bundle beside its sources.
 * @param {string} project
 * @param {string} entry
 * @param {Pick<BundleRequest, "inlined" | "oneFile" | "forBrowser">} request
 * @returns {import("esbuild").BuildOptions & { outExtension: { ".js": string } }}
 */
function optionsOf(project, entry, { inlined = [], oneFile = false, forBrowser = false }) {
  return {
    entryPoints: [relative(project, entry)],
    entryNames: "[name]",
    outdir: "out",
    bundle: true,
    platform: "node",
    target: "node20",
    legalComments: "none",
    logLevel: "silent",
    // A tsconfig.json would be a source that esbuild does not name.
    tsconfigRaw: {},
    // Packages may be linked from elsewhere: a bundle's parts are named by where the project sees them.
    preserveSymlinks: true,
    ...(forBrowser ? ONE_SCRIPT : forNode(project, inlined, oneFile)),
  };
}

/**
 * @param {string} project
 * @param {readonly string[]} inlined
 * @param {boolean} oneFile
 */
function forNode(project, inlined, oneFile) {
  const isInlining = inlined.length > 0;
  return {
    ...(isInlining ? inlining(project, inlined) : { packages: /** @type {const} */ ("external") }),
    ...(oneFile ? ONE_FILE : { ...MODULES, banner: isInlining ? { js: REQUIRE } : {} }),
  };
}

/** @satisfies {import("esbuild").BuildOptions} */
const MODULES = { format: "esm", splitting: true, outExtension: { ".js": ".mjs" } };

/** @satisfies {import("esbuild").BuildOptions} */
const ONE_FILE = {
  format: "cjs",
  // Packages are required, those of modules too: Node does that from 20.19 and from 22.12 on, and not in between.
  supported: { "dynamic-import": false },
  outExtension: { ".js": ".cjs" },
  define: { "import.meta.url": URL_NAME },
  banner: { js: FILE_URL },
};

/** @satisfies {import("esbuild").BuildOptions} */
const ONE_SCRIPT = {
  platform: "browser",
  target: "es2022",
  format: "iife",
  minify: true,
  charset: "utf8",
  legalComments: "inline",
  jsx: "automatic",
  jsxImportSource: "preact",
  outExtension: { ".js": ".js" },
};

/**
 * @param {string} project
 * @param {readonly string[]} inlined
 * @returns {import("esbuild").BuildOptions}
 */
function inlining(project, inlined) {
  return {
    external: dependenciesOf(project).filter((name) => !inlined.includes(name)),
    // UMD files ask for their parts in a way that no bundler follows.
    mainFields: ["module", "main"],
  };
}

/**
 * @param {string} project
 * @param {import("esbuild").BuildOptions} options
 * @param {boolean} keepsFolders
 * @param {(made: { id: string }) => string} scriptOf where the script of a bundle goes
 */
async function build(project, options, keepsFolders, scriptOf) {
  const esbuild = await import("esbuild");
  /** @type {Map<string, import("./sources.io.mjs").Source>} */
  const sources = new Map();
  const noteSources = {
    name: "note sources",
    setup: (/** @type {import("esbuild").PluginBuild} */ { onLoad }) =>
      onLoad({ filter: /./ }, ({ path }) => {
        const { source, content } = readSource(project, path);
        sources.set(path, source);
        const text = content.toString("utf8");
        const folder =
          keepsFolders && text.includes(FOLDER) ? `const ${FOLDER_NAME} = ${JSON.stringify(dirname(path))};` : "";
        return { contents: folder + text, loader: LOADERS[extname(path)] ?? "js" };
      }),
  };
  const made = await esbuild.build({
    ...options,
    ...(keepsFolders ? { define: { ...options.define, [FOLDER]: FOLDER_NAME } } : {}),
    absWorkingDir: project,
    plugins: [noteSources],
    write: false,
  });
  const files = (made.outputFiles ?? [])
    .map(({ path, contents }) => ({ name: basename(path), contents }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const [first] = files;
  const isOneFile = options.format === "cjs" && first !== undefined;
  const script = isOneFile ? { name: first.name, source: asciiScript(first.contents) } : null;
  const code = script === null ? files : loadedScript(script.name, script.source);
  const hash = createHash("sha256");
  for (const { name, contents } of code) hash.update(`${name}\0${contents.length}\0`).update(contents);
  const id = hash.digest("hex");
  const compiled = script === null ? [] : compiledScript(scriptOf({ id }), script.source);
  return { id, code, compiled, sources: [...sources.values()] };
}

/**
 * @param {string} script
 * @param {readonly { name: string, contents: Uint8Array }[]} files
 * @param {readonly BundledFile[]} expected
 */
async function writeBundle(script, files, expected) {
  const folder = dirname(script);
  const temporary = `${folder}.${randomUUID()}.tmp`;
  const damaged = `${folder}.${randomUUID()}.old`;
  try {
    await mkdir(temporary, { recursive: true });
    await Promise.all(files.map(({ name, contents }) => writeFile(join(temporary, name), contents)));
    // A bundle that lost a file, to a cache cleaner say, must not stay in the way of the whole one.
    if (!isWhole(script, expected)) await rename(folder, damaged).catch(ignoreMissing);
    await rename(temporary, folder).catch((error) => {
      // Another process was quicker: its bundle does the same.
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
    await rm(damaged, { recursive: true, force: true });
  }
}

/**
 * Whether a bundle's folder has every file as it was made.
 * @param {string} script
 * @param {readonly BundledFile[]} files those that every Node makes alike
 */
function isWhole(script, files) {
  const isCode = files.every((file) => {
    try {
      return sha256(readFileSync(join(dirname(script), file.name))) === file.sha256;
    } catch {
      return false;
    }
  });
  return isCode && (extname(script) !== ONE_FILE.outExtension[".js"] || isCompiledWhole(script));
}

/**
 * The time of a bundle's folder is that of its last use, by which a full cache decides.
 * @param {string} folder
 */
function touch(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // Of a folder that another user owns, or that was just removed: it then only looks older.
  }
}

/** @param {NodeJS.ErrnoException} error */
function ignoreMissing(error) {
  if (error.code !== "ENOENT") throw error;
}

/**
 * @param {string} file
 * @param {string} request
 * @returns {Promise<Manifest | null>} null where there is none that can be used: it is made again
 */
async function readManifest(file, request) {
  try {
    const [sum, json = ""] = (await readFile(file, "utf8")).split("\n");
    if (sum !== sha256(json)) return null;
    const manifest = JSON.parse(json);
    return manifest.request === request ? manifest : null;
  } catch {
    return null;
  }
}

/**
 * Below a hash of itself: a manifest that is damaged must not give code another id.
 * @param {string} file
 * @param {Manifest} manifest
 */
async function writeManifest(file, manifest) {
  const json = JSON.stringify(manifest);
  const temporary = `${file}.${randomUUID()}.tmp`;
  await writeFile(temporary, `${sha256(json)}\n${json}`);
  await rename(temporary, file);
}

/** @param {string} project */
function esbuildVersion(project) {
  const folder = packageFolder(project, "esbuild");
  if (folder === null) throw new Error(`esbuild is not installed for ${project}: run npm ci there`);
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
}
