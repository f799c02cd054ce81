import { type ModelFolder, readModelFolder } from "../../../../classifier/model-folder/model-folder.io.ts";
import { answerTexts } from "../../../../classifier/text/answer-texts.ts";
import { sliceTexts } from "../../../../classifier/text/encoded-texts.ts";
import { readingOf, renumberTexts } from "../../../../classifier/text/renumber.ts";
import type { EncodedTexts, Session } from "../../../../contract/index.ts";
import { maskOf } from "../../../../contract/masking.ts";
import type { LabelledTexts } from "../../../../contract/texts.ts";
import { type EncodedCorpus, readEncoded, readVocabulary } from "../../corpus-files.io.ts";
import type { ModelParts, OpenedModel, OpenRequest, ScoredSide } from "../../opened-model.ts";

/** Opens a folder that `writeModelFolder` wrote. @throws RecordError on one that is incomplete or damaged; BackendError */
export async function openReference({ modelFolder, backend, threads, checks }: OpenRequest): Promise<OpenedModel> {
  const { modelOnnx, encoder, encoderOptions, config, labels } = await readModelFolder(
    modelFolder,
    checks ?? undefined,
  );
  const session = await backend.open(modelOnnx, { threads, texts: encoderOptions });
  const { encode } = encoder;
  return {
    labels,
    threshold: config.pricewar.threshold,
    mask: maskOf(config.pricewar.tokenizer),
    names: config.pricewar.names ?? [],
    answer: answerTexts(session, encode),
    tokenize: encode,
    ...(session.predictTexts === undefined && { parts: partsOf(session, { encode, modelOnnx, backend, threads }) }),
    scoredCorpus: async ({ corpusFolder }) => {
      const { labels: classes, positive, facts, ...sides } = await corpusAsRead(corpusFolder, encoder, config);
      const scored = ({ texts, labels: given }: LabelledTexts): ScoredSide => ({
        labels: given,
        answer: (start, end) => session.predict(sliceTexts(texts, start, end)),
      });
      return {
        classes: classes.length,
        positive,
        facts,
        train: scored(sides.train),
        validation: sides.validation === null ? null : scored(sides.validation),
        test: scored(sides.test),
      };
    },
    prove: (texts) => session.prove(encode(texts)),
    close: () => session.close(),
  };
}

interface PartsContext extends Pick<OpenRequest, "backend" | "threads"> {
  readonly encode: ModelParts["encode"];
  readonly modelOnnx: Uint8Array;
}

function partsOf(session: Session, { encode, modelOnnx, backend, threads }: PartsContext): ModelParts {
  const predict = (batch: EncodedTexts) => session.predict(batch);
  if (backend.openLookup === undefined) return { encode, predict };
  return { encode, predict, openLookup: () => backend.openLookup!(modelOnnx, { threads }) };
}

/** The corpus as the model's own encoder reads it: its vocabulary may have lost words since the training. */
async function corpusAsRead(
  corpusFolder: string,
  { vocabulary }: ModelFolder["encoder"],
  { pricewar: { tokenizer, model } }: ModelFolder["config"],
): Promise<EncodedCorpus> {
  const { train, validation, test, ...rest } = await readEncoded(corpusFolder);
  const before = { vocabulary: await readVocabulary(corpusFolder), bigrams: rest.bigrams };
  const reading = readingOf({ vocabulary, spec: model, tokenizer });
  const renumbered = (side: LabelledTexts) => ({ ...side, texts: renumberTexts(side.texts, before, reading) });
  return {
    ...rest,
    train: renumbered(train),
    validation: validation === null ? null : renumbered(validation),
    test: renumbered(test),
  };
}
