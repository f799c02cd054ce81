const AROUND_FIELD = { before: "{".length, after: "\n}".length };
const AROUND_ELEMENT = { before: "[\n  [".length, after: "\n  ]\n]".length };

/** `JSON.stringify(object, null, 2)` in pieces: the elements of its lists one by one, all other fields as a whole. */
export function* indentedJson(object: object): Iterable<string> {
  let separator = "{";
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    yield separator;
    separator = ",";
    if (Array.isArray(value) && value.length > 0) yield* listField(name, value);
    else yield within(JSON.stringify({ [name]: value }, null, 2), AROUND_FIELD);
  }
  yield separator === "{" ? "{}" : "\n}";
}

function* listField(name: string, values: readonly unknown[]): Iterable<string> {
  let separator = `\n  ${JSON.stringify(name)}: [`;
  for (const value of values) {
    yield separator;
    separator = ",";
    // As deep as it stands in the object, so that its lines are indented as far.
    yield within(JSON.stringify([[value]], null, 2), AROUND_ELEMENT);
  }
  yield "\n  ]";
}

function within(text: string, { before, after }: { readonly before: number; readonly after: number }): string {
  return text.slice(before, -after);
}
