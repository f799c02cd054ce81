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

/** Levels of objects whose fields have lines of their own. */
const OPENED = 2;

/**
 * The same value with each element of its lists in one line, for objects of which that is thousands: it takes less than two thirds of the bytes, and
 * of the time. In pieces likewise.
 */
export function* linedJson(object: object, level = 0): Iterable<string> {
  const indent = "  ".repeat(level + 1);
  let separator = "{";
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${separator}\n${indent}${JSON.stringify(name)}: `;
    separator = ",";
    yield* linedValue(value, level);
  }
  yield separator === "{" ? "{}" : `\n${"  ".repeat(level)}}`;
}

function* linedValue(value: unknown, level: number): Iterable<string> {
  if (isList(value)) yield* linedList(value, level);
  else if (typeof value === "object" && value !== null && level + 1 < OPENED) yield* linedJson(value, level + 1);
  else yield JSON.stringify(value);
}

/** Of objects and lists, a line each; texts and numbers share one. */
function* linedList(values: Iterable<unknown>, level: number): Iterable<string> {
  const indent = "  ".repeat(level + 1);
  let separator = "[";
  let end = "]";
  for (const value of values) {
    const isRow = typeof value === "object" && value !== null;
    yield `${separator}${isRow ? `\n${indent}  ` : ""}${JSON.stringify(value) ?? "null"}`;
    separator = ",";
    end = isRow ? `\n${indent}]` : "]";
  }
  yield separator === "[" ? "[]" : end;
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
