/** `npm run build:wasm`: compiles every *.as.ts; run it after changing one. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileModules, PROJECT } from "./compile.io.ts";

for (const { file, text } of await compileModules()) await writeFile(join(PROJECT, file), text);
