/** `npm run build:tokenizer`: compiles encode.as.ts anew into encode-wasm.ts after a change. */
import { writeFile } from "node:fs/promises";
import { compiledModuleSource } from "./compile.io.ts";

await writeFile(new URL("encode-wasm.ts", import.meta.url), await compiledModuleSource());
