import { sha256Hex } from "../canonical-json.ts";

/** All that the bytes of a module follow from. */
export interface ModuleInputs {
  /** Path relative to the project -> content, of every file that the compiler reads: the module's own first. */
  readonly sources: ReadonlyMap<string, string>;
  /** Names and versions of the compiler and of what it is built on. */
  readonly compiler: readonly string[];
  readonly options: readonly string[];
}

/** A committed module, as far as its text says what it was made of. */
export interface StatedModule {
  /** Paths of the files that the compiler read. */
  readonly sources: readonly string[];
  readonly base64: string;
}

const CHARACTERS_PER_LINE = 110;

/** @param name of the file, without what tells that it is compiled. @returns the TypeScript file of a compiled module */
export function moduleText(name: string, inputs: ModuleInputs, base64: string): string {
  const paths = [...inputs.sources.keys()];
  const lines = base64.match(new RegExp(`.{1,${CHARACTERS_PER_LINE}}`, "g")) ?? [];
  return `/** ${paths[0]!.replace(/^.*\//, "")} compiled, in base64: written by \`npm run build:wasm\`. */
// Sources: ${paths.join(" ")}
// SHA-256 of these, the compiler and the module: ${digestOf(inputs, base64)}
export const ${name.replaceAll("-", "_").toUpperCase()}_WASM =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`;
}

/** Changes with anything that the bytes follow from, and with the bytes. */
function digestOf({ sources, compiler, options }: ModuleInputs, base64: string): string {
  return sha256Hex(JSON.stringify({ sources: [...sources], compiler, options, base64 }));
}

/** What the text of a committed module says; null if it is none. */
export function statedModule(text: string): StatedModule | null {
  const paths = /^\/\/ Sources: (.+)$/m.exec(text)?.[1];
  if (paths === undefined) return null;
  return { sources: paths.split(" "), base64: [...text.matchAll(/^ {2}"([^"]+)"/gm)].map(([, line]) => line).join("") };
}
