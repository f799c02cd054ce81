/** What a request may hold. */
export interface RequestLimits {
  readonly maxBodyBytes: number;
  readonly maxTexts: number;
  /** Of one text, in UTF-16 code units as JavaScript counts them. */
  readonly maxCharacters: number;
}
