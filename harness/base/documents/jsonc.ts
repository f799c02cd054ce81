import { createScanner, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Json } from "../canonical-json.ts";
import { printableName } from "../printable.ts";
import type { JsonPath, Problem } from "./problems.ts";

/** JSON with comments that knows the position of each value. */
export interface JsoncDocument {
  readonly value: Json;
  /** Well-formed JSON that would silently be read as something else. */
  readonly problems: readonly Problem[];
  /** Position of a value or its key; of the nearest container if the path does not exist. */
  positionOf(path: JsonPath, at: Problem["at"]): Position;
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

export interface SyntaxProblem extends Position {
  readonly message: string;
}

/** More levels than any matrix has, and far fewer than would overflow the stack of a recursive reader. */
const MAX_LEVELS = 64;

/** The parser's error codes in words. */
const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: "is not JSON: a string needs double quotes",
  InvalidNumberFormat: "is not a JSON number",
  PropertyNameExpected: "needs a key in double quotes here",
  ValueExpected: "needs a value here",
  ColonExpected: "needs a colon before this",
  CommaExpected: "needs a comma before this",
  CloseBraceExpected: "needs a closing } here",
  CloseBracketExpected: "needs a closing ] here",
  EndOfFileExpected: "must be one JSON object, but more follows it here",
  UnexpectedEndOfComment: "has a comment that never ends",
  UnexpectedEndOfString: "has a string that is not closed on its line",
  UnexpectedEndOfNumber: "has an incomplete number",
  InvalidUnicode: "has a \\u escape without four hex digits",
  InvalidEscapeCharacter: "has an unknown escape after \\",
  InvalidCharacter: "has a character that JSON strings do not allow, such as a tab; escape it",
};

/** Reads JSON with comments and trailing commas, or returns the syntax errors. */
export function readJsonc(
  text: string,
): { ok: true; document: JsoncDocument } | { ok: false; problems: SyntaxProblem[] } {
  const errors: ParseError[] = [];
  // A byte order mark becomes a space, which keeps every offset.
  const clean = text.replace(/^\uFEFF/, " ");
  const position = positionIn(clean);
  const tooDeep = firstTooDeep(clean);
  if (tooDeep !== null) {
    const message = `is nested too deeply: at most ${MAX_LEVELS} levels, got one more here`;
    return { ok: false, problems: [{ ...position(tooDeep), message }] };
  }
  const root = parseTree(clean, errors, { allowTrailingComma: true, disallowComments: false });
  if (root === undefined || errors.length > 0) {
    const problems = errors.map((error) => ({ ...position(error.offset), message: syntaxMessage(error, clean) }));
    return { ok: false, problems: problems.length > 0 ? problems : [{ line: 1, column: 1, message: "is empty" }] };
  }
  return {
    ok: true,
    document: {
      value: getNodeValue(root) as Json,
      problems: treeProblems(root, [], clean),
      positionOf: (path, at) => position(nodeAt(root, path, at).offset),
    },
  };
}

function syntaxMessage(error: ParseError, text: string): string {
  const code = printParseErrorCode(error.error);
  const found = text.slice(error.offset, error.offset + error.length);
  return `${SYNTAX[code] ?? code}, got ${found === "" ? "the end of the file" : printableName(found)}`;
}

function positionIn(text: string): (offset: number) => Position {
  const lineStarts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
  return (offset) => {
    const line = lineStarts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
  };
}

/** Offset of the bracket that opens one level too many; null if there is none. */
function firstTooDeep(text: string): number | null {
  const scanner = createScanner(text, true);
  let level = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const first = text[offset]; // strings start with a quote, so a bracket here is structure
    if (first === undefined) return null;
    if (first === "{" || first === "[") level += 1;
    if (first === "}" || first === "]") level -= 1;
    if (level > MAX_LEVELS) return offset;
  }
}

/** A property node has its key and its value as children. */
function keyOf(property: Node): Node | undefined {
  return property.children?.[0];
}

function nodeAt(root: Node, path: JsonPath, at: Problem["at"]): Node {
  let node = root;
  let key = root;
  for (const part of path) {
    if (typeof part === "number") {
      const item = node.type === "array" ? node.children?.[part] : undefined;
      if (item === undefined) return node;
      node = item;
      key = item;
    } else {
      const property =
        node.type === "object" ? node.children?.findLast((child) => keyOf(child)?.value === part) : undefined;
      const value = property?.children?.[1];
      if (property === undefined || value === undefined) return node;
      key = property;
      node = value;
    }
  }
  return at === "key" ? key : node;
}

/** Repeated keys, keys with a special meaning in JavaScript, and numbers outside the range of float64. */
function treeProblems(node: Node, path: JsonPath, text: string): Problem[] {
  const children = node.children ?? [];
  if (node.type === "array") return children.flatMap((item, index) => treeProblems(item, [...path, index], text));
  if (node.type === "number" && !Number.isFinite(node.value)) {
    const source = text.slice(node.offset, node.offset + node.length);
    return [{ path, at: "value", message: `must be a number of magnitude at most ${Number.MAX_VALUE}, got ${source}` }];
  }
  if (node.type !== "object") return [];
  const seen = new Set<string>();
  return children.flatMap((property) => {
    const key = String(keyOf(property)?.value);
    const value = property.children?.[1];
    const message = keyMessage(key, seen);
    seen.add(key);
    return [
      ...(message === null ? [] : [{ path: [...path, key], at: "key", message } as const]),
      ...(value === undefined ? [] : treeProblems(value, [...path, key], text)),
    ];
  });
}

function keyMessage(key: string, seen: ReadonlySet<string>): string | null {
  if (key === "__proto__") return "is a key with a special meaning in JavaScript; remove it";
  return seen.has(key) ? "occurs twice in the same object; keep one" : null;
}
