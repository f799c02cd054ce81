/** Features of texts, kept by content: whatever has been encoded once in the same way, of whichever dataset, is not encoded again. */
import { mkdir, readdir, utimes } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { contentId, sha256Hex } from "../../base/canonical-json.ts";
import { readArtifact, removeUnfinished, setAsideDamaged, writeFolder } from "../../base/folders.io.ts";
import { folderInspector } from "../../base/seal.io.ts";
import { UNFINISHED } from "../../base/unfinished.io.ts";

/** What gives features, on a runtime. */
export interface FeatureSource {
  /** Numbers a text. */
  readonly columns: number;
  /** [texts, columns] */
  embed(texts: readonly string[]): Promise<Float32Array>;
}

export interface Features {
  /** [texts, columns], in the order of the texts. */
  readonly values: Float32Array;
  /** What encoding these texts took, now or when it was done: an equal share of what was encoded together. */
  readonly encodeWallMs: number;
  /** The part of it that was not spent now. */
  readonly savedWallMs: number;
}

export interface FeatureCache {
  /** How the names of its artifacts begin, such as .cache/artifacts/features-0a1b: one for each encoder, runtime and code, since a time is kept, too. */
  readonly featuresPath: string;
  readonly nowMs: () => number;
  /** Share of the texts whose features are there. */
  readonly onProgress?: (share: number) => void;
}

/** Texts of one artifact: what a kill costs at most, half a minute or so. */
const TEXTS_PER_PART = 2048;
const FILES = { texts: "texts.json", values: "features.bin", cost: "cost.json" } as const;

/** Where a known text's features are. */
interface Known {
  readonly values: Float32Array;
  readonly row: number;
  readonly wallMs: number;
}

/**
 * Features of texts, from the cache as far as they are there. New ones are kept in artifacts of their own, each in one step, so that processes
 * may do this at the same time.
 */
export async function featuresOf(
  texts: readonly string[],
  { columns, embed }: FeatureSource,
  { featuresPath, nowMs, onProgress }: FeatureCache,
): Promise<Features> {
  const ids = texts.map(textId);
  await mkdir(dirname(featuresPath), { recursive: true });
  const known = await readKnown(featuresPath, columns, new Set(ids));
  const cached = [...known.keys()];
  const missing = new Map(texts.flatMap((text, row) => (known.has(ids[row]!) ? [] : [[ids[row]!, text] as const])));
  const entries = [...missing];
  for (let start = 0; start < entries.length; start += TEXTS_PER_PART) {
    const part = entries.slice(start, start + TEXTS_PER_PART);
    const startMs = nowMs();
    const values = await embed(part.map(([, text]) => text));
    const wallMs = nowMs() - startMs;
    const own = part.map(([id]) => id);
    await writeFolder(`${featuresPath}-${contentId(own)}`, {
      [FILES.texts]: JSON.stringify(own),
      [FILES.values]: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      [FILES.cost]: JSON.stringify({ wallMs }),
    });
    for (const [row, id] of own.entries()) known.set(id, { values, row, wallMs: wallMs / own.length });
    onProgress?.((cached.length + start + part.length) / (cached.length + entries.length));
  }
  const values = new Float32Array(texts.length * columns);
  for (const [at, id] of ids.entries()) {
    const { values: from, row } = known.get(id)!;
    values.set(from.subarray(row * columns, (row + 1) * columns), at * columns);
  }
  const wallMsOf = (some: Iterable<string>) => [...some].reduce((sum, id) => sum + known.get(id)!.wallMs, 0);
  // Of texts that occur twice, once: they are encoded once, too.
  return { values, encodeWallMs: wallMsOf(new Set(ids)), savedWallMs: wallMsOf(cached) };
}

/** 128 bits: texts of one id are the same. */
function textId(text: string): string {
  return sha256Hex(text).slice(0, 32);
}

/** What the artifacts have of these texts. Damaged ones are set aside. */
async function readKnown(
  featuresPath: string,
  columns: number,
  wanted: ReadonlySet<string>,
): Promise<Map<string, Known>> {
  const artifacts = dirname(featuresPath);
  await removeUnfinished(artifacts);
  const known = new Map<string, Known>();
  const stateOf = folderInspector();
  const names = (await readdir(artifacts)).filter(
    (name) => name.startsWith(`${basename(featuresPath)}-`) && !UNFINISHED.test(name),
  );
  for (const name of names.sort()) {
    const folder = join(artifacts, name);
    const state = await stateOf(folder);
    if (state === "damaged") await setAsideDamaged(folder);
    if (state !== "whole") continue;
    const ids = JSON.parse((await readArtifact(folder, FILES.texts)).toString("utf8")) as string[];
    if (!ids.some((id) => wanted.has(id))) continue;
    // The time of a folder is that of its last use, by which a full cache decides.
    await utimes(folder, new Date(), new Date()).catch(() => undefined);
    const { wallMs } = JSON.parse((await readArtifact(folder, FILES.cost)).toString("utf8")) as { wallMs: number };
    const bytes = await readArtifact(folder, FILES.values);
    const values = new Float32Array(new Uint8Array(bytes).buffer);
    if (values.length !== ids.length * columns) continue;
    for (const [row, id] of ids.entries()) {
      if (wanted.has(id)) known.set(id, { values, row, wallMs: wallMs / ids.length });
    }
  }
  return known;
}
