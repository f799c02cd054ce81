import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { promisify } from "node:util";

const PROJECT = resolve(import.meta.dirname, "../../..");
const SOURCE = "harness/text/wasm/encode.as.ts";
const OPTIMIZE = ["--runtime", "stub", "--noAssert", "--optimizeLevel", "3", "--converge"];
const FEATURES = ["--importMemory", "--enable", "simd"];
const CHARACTERS_A_LINE = 110;

/** The TypeScript file that holds encode.as.ts compiled. @throws Error with the compiler's messages */
export async function compiledModuleSource(): Promise<string> {
  const compiler = createRequire(import.meta.url).resolve("assemblyscript/bin/asc.js");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [compiler, SOURCE, ...OPTIMIZE, ...FEATURES, "--outFile"],
    { cwd: PROJECT, encoding: "buffer" },
  );
  const lines = stdout.toString("base64").match(new RegExp(`.{1,${CHARACTERS_A_LINE}}`, "g")) ?? [];
  return `/** encode.as.ts compiled, in base64: written by \`npm run build:tokenizer\`. */
export const ENCODE_WASM =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`;
}
