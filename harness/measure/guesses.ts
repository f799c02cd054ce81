/** How long parts of a run take where nothing has been measured yet, in milliseconds. */

/**
 * Of a run, from quant.json on two cores: a cell takes 0.9 s of processor time and a sample 0.33 s, of which all but the timing overlaps
 * with that of another (docs/decisions/0035), and a seventh more passes in waiting.
 */
export const GUESS_OF_RUN = { trainStartMs: 300, msPerTrainedText: 0.02, cellMs: 1100, sampleMs: 240 };

/** Of the reference experiment's model: 10,000 x 16 for words, and those of its layers. */
export const REFERENCE_NUMBERS = { all: 160_433, dense: 433 };

/**
 * What a number of a larger model takes, from three layers of 2,048 and from 100,000 words of 64 numbers, on onnx and one core: to begin its training, to be changed
 * by a step, to answer or train on a text in a batch, to be written and packed, and to be loaded.
 */
export const GUESS_OF_NUMBERS = { startMs: 3e-4, stepMs: 3.7e-5, textMs: 2.2e-8, writeMs: 2.2e-4, loadMs: 2e-5 };

/** What is guessed of models of a source. */
interface SourceGuess {
  /** To encode or answer a text, on one thread. */
  readonly msPerText: number;
  /** Whether what it computes of a text is kept, so that training and answering read it once. */
  readonly keepsFeatures: boolean;
}

/**
 * By the source's name, for models that are slow: news of 60 tokens in the Universal Sentence Encoder Lite (docs/decisions/0052), and a DistilBERT with nine times as many weights in its
 * layers. All others are as fast as the reference.
 */
export const GUESS_OF_SOURCE: Readonly<Record<string, SourceGuess>> = {
  encoder: { msPerText: 5.5, keepsFeatures: true },
  onnx: { msPerText: 50, keepsFeatures: false },
};

/** What searching for a rate adds, in a run and in a check. */
export const GUESS_OF_SEARCH = { cellMs: 15_000, sampleMs: 2500 };

/**
 * Of a sample of a check: starting a process and loading, and what it times of a serving (warm-up, queries, batches) and of a training.
 * Longer than in the rounds of a run: a check also times single texts, and starts its processes one by one.
 */
export const GUESS_OF_CHECK = { startMs: 800, serveMs: 700, trainMs: 600 };
