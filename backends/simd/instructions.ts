import { bytesOf } from "../../harness/base/web-assembly/module.ts";

/** Of BinaryReaderState, which TypeScript cannot read from wasmparser's types here. */
const CODE_OPERATOR = 30;

/**
 * Names of the instructions that a module consists of, such as "f32x4.add", read from its code.
 * @throws Error if it cannot be read to its end
 */
export async function instructionsOf(module: string | Uint8Array): Promise<Set<string>> {
  // Only a proof needs it.
  const { BinaryReader, OperatorCodeNames } = await import("wasmparser");
  const reader = new BinaryReader();
  const bytes = Uint8Array.from(bytesOf(module));
  reader.setData(bytes.buffer, 0, bytes.length);
  const names = new Set<string>();
  while (reader.read()) {
    if ((reader.state as number) === CODE_OPERATOR) {
      names.add(OperatorCodeNames[(reader.result as { readonly code: number }).code]!);
    }
  }
  if (reader.error !== null) throw reader.error;
  if (reader.position < reader.length) throw new Error("a WebAssembly module ends early");
  return names;
}
