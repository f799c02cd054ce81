const AROUND_FIELD = { before: "{".length, after: "\n}".length };
const AROUND_ELEMENT = { before: "[\n  [".length, after: "\n  ]\n]".length };

/**
 * `JSON.stringify(object, null, 2)` in pieces: the elements of its lists one by one, all other fields as a whole. Any iterable counts as a list,
 * such as a generator, which makes each element when it is written.
 */
export function* indentedJson(object: object): Iterable<string> {
  let separator = "{";
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    yield separator;
    separator = ",";
    if (isList(value)) yield* listField(name, value);
    else yield within(JSON.stringify({ [name]: value }, null, 2), AROUND_FIELD);
  }
  yield separator === "{" ? "{}" : "\n}";
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function* listField(name: string, values: Iterable<unknown>): Iterable<string> {
  yield `\n  ${JSON.stringify(name)}: [`;
  let isEmpty = true;
  for (const value of values) {
    if (!isEmpty) yield ",";
    isEmpty = false;
    // As deep as it stands in the object, so that its lines are indented as far.
    yield within(JSON.stringify([[value]], null, 2), AROUND_ELEMENT);
  }
  yield isEmpty ? "]" : "\n  ]";
}

function within(text: string, { before, after }: { readonly before: number; readonly after: number }): string {
  return text.slice(before, -after);
}
