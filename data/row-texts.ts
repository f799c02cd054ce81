import { createTextKeys } from "../harness/contract/same-text.ts";

/** Which rows of a file have the same text, but for case, punctuation and white space; keeps a key for each row. */
export class RowTexts {
  readonly #keyOf = createTextKeys();
  readonly #keys: number[] = [];
  readonly #labels: string[] = [];
  /** Equal strings of a million rows would each take memory of their own. */
  readonly #labelOnce = new Map<string, string>();

  add({ text, label }: { readonly text: string; readonly label: string }): void {
    this.#keys.push(this.#keyOf(text));
    const known = this.#labelOnce.get(label) ?? label;
    this.#labelOnce.set(known, known);
    this.#labels.push(known);
  }

  /** By label: how many different texts its rows have. */
  textsOfLabel(): Map<string, number> {
    const keys = new Map<string, Set<number>>();
    this.#labels.forEach((label, row) => {
      keys.set(label, (keys.get(label) ?? new Set()).add(this.#keys[row]!));
    });
    return new Map([...keys].map(([label, ofLabel]) => [label, ofLabel.size]));
  }

  /** The rows whose text no row of `others` has. */
  without(others: RowTexts): RowsLeft {
    const otherKeys = new Set(others.#keys);
    const isLeft = this.#keys.map((key) => !otherKeys.has(key));
    return {
      isLeft,
      sources: this.#keys.filter((_, row) => isLeft[row]).map(String),
      labels: new Set(this.#labels.filter((_, row) => isLeft[row])),
    };
  }
}

export interface RowsLeft {
  /** By row. */
  readonly isLeft: readonly boolean[];
  /** By row that is left: the same for equal texts. */
  readonly sources: readonly string[];
  readonly labels: ReadonlySet<string>;
}
