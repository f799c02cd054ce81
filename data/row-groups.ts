import { ownString } from "../harness/base/own-string.ts";
import { createTextKeys } from "../harness/contract/same-text.ts";

/** What keeps rows on one side of a split. */
export interface Grouping {
  /** Equal texts do: those that differ only in case, punctuation and white space. */
  readonly byText: boolean;
  /** Equal cells of the column of groups do. */
  readonly byGroup: boolean;
}

/** What RowGroups keep, as plain data. */
export interface RowGroupsData {
  readonly grouping: Grouping;
  /** By row; empty where rows are not grouped by text. */
  readonly texts: Float64Array;
  /** Names of the groups, and by row the place of its group among them. */
  readonly names: readonly string[];
  readonly groupOfRow: Int32Array;
}

/** Which rows of a file belong together; keeps a few numbers for each row. */
export class RowGroups {
  readonly #grouping: Grouping;
  readonly #keyOf = createTextKeys();
  /** By row; empty where rows are not grouped by text. */
  readonly #texts: number[] = [];
  readonly #groups: string[] = [];
  /** Equal strings of a million rows would each take memory of their own. */
  readonly #groupOnce = new Map<string, string>();

  constructor(grouping: Grouping) {
    this.#grouping = grouping;
  }

  add({ text, group }: { readonly text: string; readonly group: string }): void {
    if (this.#grouping.byText) this.#texts.push(this.#keyOf(text));
    if (!this.#grouping.byGroup) return;
    let known = this.#groupOnce.get(group);
    if (known === undefined) {
      known = ownString(group);
      this.#groupOnce.set(known, known);
    }
    this.#groups.push(known);
  }

  data(): RowGroupsData {
    const names = [...this.#groupOnce.keys()];
    const placeOf = new Map(names.map((name, place) => [name, place]));
    return {
      grouping: this.#grouping,
      texts: Float64Array.from(this.#texts),
      names,
      groupOfRow: Int32Array.from(this.#groups, (group) => placeOf.get(group)!),
    };
  }

  static of({ grouping, texts, names, groupOfRow }: RowGroupsData): RowGroups {
    const groups = new RowGroups(grouping);
    for (const text of texts) groups.#texts.push(text);
    for (const name of names) groups.#groupOnce.set(name, name);
    for (const place of groupOfRow) groups.#groups.push(names[place]!);
    return groups;
  }

  /** The source of each row: rows of one text or one group share it, and so do rows that others connect. */
  sources(): string[] {
    const { byText, byGroup } = this.#grouping;
    if (!byGroup) return this.#texts.map(String);
    if (!byText) return [...this.#groups];
    const connected = new Connected();
    const firstOfText = new Map<number, string>();
    for (const [row, group] of this.#groups.entries()) {
      const text = this.#texts[row]!;
      connected.join(firstOfText.get(text) ?? group, group);
      firstOfText.set(text, firstOfText.get(text) ?? group);
    }
    return this.#groups.map((group) => connected.representative(group));
  }

  /** Of each row: whether a row of `others` has its text, or else its group, so that it must go. */
  sharedWith(others: RowGroups): readonly ("text" | "group" | null)[] {
    const texts = new Set(others.#texts);
    const groups = new Set(others.#groups);
    const { length } = this.#grouping.byText ? this.#texts : this.#groups;
    return Array.from({ length }, (_, row) => {
      if (this.#grouping.byText && texts.has(this.#texts[row]!)) return "text";
      return this.#grouping.byGroup && groups.has(this.#groups[row]!) ? "group" : null;
    });
  }
}

/** Sets of names, which grow together: union-find with path halving. */
class Connected {
  readonly #parents = new Map<string, string>();

  join(one: string, other: string): void {
    this.#parents.set(this.representative(one), this.representative(other));
  }

  representative(name: string): string {
    let at = name;
    for (;;) {
      const parent = this.#parents.get(at) ?? at;
      if (parent === at) return at;
      const above = this.#parents.get(parent) ?? parent;
      this.#parents.set(at, above);
      at = above;
    }
  }
}
