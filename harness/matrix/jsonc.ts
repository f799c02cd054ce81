import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Json } from "../canonical.ts";
import type { JsonPath, Problem } from "./problems.ts";

/** A JSON text with comments that remembers where each value stands. */
export interface JsoncDocument {
  readonly value: Json;
  /** Keys that stand twice in one object: JSON would take the last one in silence. */
  readonly duplicateKeys: readonly Problem[];
  /** Where a value or its key stands; the nearest container where the path leads nowhere. */
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

/** What the parser's error codes mean to a person. */
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
  UnexpectedEndOfString: "has a string that its line does not close",
  UnexpectedEndOfNumber: "has a number that breaks off",
  InvalidUnicode: "has a \\u escape without four hex digits",
  InvalidEscapeCharacter: "has an unknown escape after \\",
  InvalidCharacter: "has a character that JSON strings do not allow, such as a tab; escape it",
};

/** Reads JSON with comments and trailing commas, or says where it is not that. */
export function readJsonc(
  text: string,
): { ok: true; document: JsoncDocument } | { ok: false; problems: SyntaxProblem[] } {
  const errors: ParseError[] = [];
  // A byte order mark becomes a space, which keeps every offset.
  const clean = text.replace(/^\uFEFF/, " ");
  const position = positionIn(clean);
  const root = parseTree(clean, errors, { allowTrailingComma: true, disallowComments: false });
  if (root === undefined || errors.length > 0) {
    const problems = errors.map((error) => ({ ...position(error.offset), message: syntaxMessage(error, clean) }));
    return { ok: false, problems: problems.length > 0 ? problems : [{ line: 1, column: 1, message: "is empty" }] };
  }
  return {
    ok: true,
    document: {
      value: getNodeValue(root) as Json,
      duplicateKeys: duplicateKeys(root, []),
      positionOf: (path, at) => position(nodeAt(root, path, at).offset),
    },
  };
}

function syntaxMessage(error: ParseError, text: string): string {
  const code = printParseErrorCode(error.error);
  const found = text.slice(error.offset, error.offset + error.length);
  return `${SYNTAX[code] ?? code}, got ${found === "" ? "the end of the file" : found}`;
}

function positionIn(text: string): (offset: number) => Position {
  const lineStarts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
  return (offset) => {
    const line = lineStarts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
  };
}

/** A property node holds its key and its value as children. */
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

function duplicateKeys(node: Node, path: JsonPath): Problem[] {
  if (node.type === "array")
    return (node.children ?? []).flatMap((item, index) => duplicateKeys(item, [...path, index]));
  const seen = new Set<string>();
  return (node.type === "object" ? (node.children ?? []) : []).flatMap((property) => {
    const key = String(keyOf(property)?.value);
    const value = property.children?.[1];
    const repeated: Problem[] = seen.has(key)
      ? [{ path: [...path, key], at: "key", message: "stands twice in the same object; keep one" }]
      : [];
    seen.add(key);
    return [...repeated, ...(value === undefined ? [] : duplicateKeys(value, [...path, key]))];
  });
}
