import type { Session, TextEncoder } from "../../contract/index.ts";

/** From texts to probabilities: by the session itself where it can, else with the texts encoded first. */
export type AnswerTexts = (texts: readonly string[]) => Promise<Float32Array>;

export function answerTexts(
  session: Pick<Session, "predict" | "predictTexts">,
  encode: TextEncoder["encode"],
): AnswerTexts {
  return (texts) => session.predictTexts?.(texts) ?? session.predict(encode(texts));
}
