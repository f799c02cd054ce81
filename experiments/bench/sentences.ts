import { backends } from "../../backends/registry.ts";
import { openEmbedder } from "../../harness/classifier/encoders/embedder.ts";
import { openSentenceEncoder } from "../../harness/classifier/encoders/sentence-encoder.io.ts";
import { requireAvailable } from "../../harness/measure/phases/require-backend.ts";
import { EMBEDDED_TEXTS } from "./model.ts";
import { medianCallMs } from "./sampling.ts";

/** A call takes up to seconds. */
const FEWEST_CALLS = 3;

/** Median milliseconds from a batch of texts to the embeddings of a sentence encoder, one thread. */
export async function embedTexts(
  { backend: name, encoder }: { readonly backend: string; readonly encoder: string },
  texts: readonly string[],
): Promise<number> {
  const { backend } = await requireAvailable(backends, name);
  const { embed, close } = await openEmbedder(await openSentenceEncoder(encoder), backend, 1);
  try {
    const batch = texts.slice(0, EMBEDDED_TEXTS);
    return await medianCallMs(() => embed(batch), FEWEST_CALLS);
  } finally {
    await close();
  }
}
