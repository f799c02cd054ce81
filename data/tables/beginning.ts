import { StringDecoder } from "node:string_decoder";
import type { FileReading } from "../../harness/contract/texts.ts";
import { Faults } from "./faults.ts";
import { isGzip, unpackedBytes } from "./file-bytes.ts";
import { type TextFile, usedEncoding, utf8Text } from "./utf8-text.ts";

const SAMPLE_BYTES = 64 * 2 ** 10;

/** The first characters of a text file, without a byte order mark, and what it took to read them. */
export interface Beginning {
  readonly sample: string;
  readonly reading: Pick<FileReading, "encoding" | "compression">;
}

export async function beginningOf(file: TextFile): Promise<Beginning> {
  const decoder = new StringDecoder("utf8");
  let sample = "";
  for await (const chunk of utf8Text(file, new Faults(file.shownAs, "line"))) {
    sample += decoder.write(chunk);
    if (sample.length >= SAMPLE_BYTES) break;
  }
  return { sample: sample.replace(/^\uFEFF/, ""), reading: await readingOf(file) };
}

async function readingOf(file: TextFile): Promise<Beginning["reading"]> {
  const encoding = usedEncoding(file.encoding, await firstChunk(file));
  return {
    ...(encoding === null ? {} : { encoding }),
    ...((await isGzip(file)) ? { compression: "gzip" as const } : {}),
  };
}

async function firstChunk(file: TextFile): Promise<Buffer> {
  for await (const chunk of unpackedBytes(file)) return chunk;
  return Buffer.alloc(0);
}

/** The lines of a text, and what ends them: line ends within quotes do not count, unless quotes are literal. */
export function linesOf(
  sample: string,
  literalQuotes: boolean,
): { readonly lines: readonly string[]; readonly lineEnd: "\n" | "\r" } {
  const bare = literalQuotes ? sample : sample.replace(/"[^"]*"?/g, (quoted) => quoted.replace(/[\r\n]/g, " "));
  const lineEnd = bare.includes("\r") && !bare.includes("\n") ? "\r" : "\n";
  const lines = bare.split(lineEnd).map((line) => line.replace(/\r+$/, ""));
  return { lines: lines.filter((line) => line.trim() !== ""), lineEnd };
}
