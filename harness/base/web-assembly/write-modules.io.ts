/**
 * `npm run build:wasm`: compiles every *.as.ts; run it after changing one. With `-- --check` it writes nothing, and fails where a committed
 * module has other bytes.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileModules, PROJECT } from "./compile.io.ts";

const isCheck = process.argv.includes("--check");
for (const { source, file, text } of await compileModules()) {
  if (!isCheck) await writeFile(join(PROJECT, file), text);
  else if ((await readFile(join(PROJECT, file), "utf8").catch(() => "")) !== text) {
    process.stderr.write(`${file} is not ${source} compiled: run npm run build:wasm\n`);
    process.exitCode = 1;
  }
}
