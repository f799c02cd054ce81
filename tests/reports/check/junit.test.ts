import { expect, test } from "vitest";
import { checkJunit } from "../../../reports/check/junit.ts";
import { ALL, ELSEWHERE, RESULTS, result, row, UNSURE } from "./results.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const TAG = /^<(\/?)([a-z]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|apos|#\d+);[^"<&]*)*")*)(\/?)>/;

/** Reads the XML that has elements and attributes alone; throws on anything that is not well formed. */
function readXml(text: string): Element {
  if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text))
    throw new Error("forbidden character");
  if (!text.startsWith(DECLARATION)) throw new Error("no declaration");
  let rest = text.slice(DECLARATION.length).trimEnd();
  const root: Element = { name: "", attributes: {}, children: [] };
  const open = [root];
  while (rest !== "") {
    const tag = TAG.exec(rest);
    if (tag === null) throw new Error(`no tag: ${rest.slice(0, 80)}`);
    const [whole, slash, name, attributes, isEmpty] = tag;
    if (slash === "/") {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      const element = { name: name!, attributes: readAttributes(attributes!), children: [] };
      open.at(-1)!.children.push(element);
      if (isEmpty === "") open.push(element);
    }
    rest = rest.slice(whole.length).trimStart();
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error("not one root, closed");
  return root.children[0]!;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!] as const);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error("an attribute twice");
  const plain = (value: string) =>
    value.replace(/&(#?)(\w+);/g, (_, isCode, body) => (isCode ? String.fromCodePoint(Number(body)) : ENTITIES[body]!));
  return Object.fromEntries(pairs.map(([name, value]) => [name, plain(value)]));
}

test.each(Object.keys(RESULTS))("is well-formed and counts its cases: %s", (name) => {
  const root = readXml(checkJunit(RESULTS[name]!));
  const suites = root.children;
  const cases = suites.flatMap(({ children }) => children);
  const count = (kind: string) => cases.filter(({ children }) => children[0]?.name === kind).length;
  expect(root.attributes).toMatchObject({
    tests: String(cases.length),
    failures: String(count("failure")),
    errors: String(count("error")),
    skipped: String(count("skipped")),
  });
  for (const { attributes, children } of suites) expect(attributes.tests).toBe(String(children.length));
  expect(cases).toHaveLength(1 + RESULTS[name]!.rows.length);
});

test("each verdict has its kind, and a reason unless it is a pass", () => {
  const cases = readXml(checkJunit(result(ALL)))
    .children.slice(1)
    .flatMap(({ children }) => children);
  const kinds = cases.map(({ children: [child] }) => [
    child?.name ?? "passed",
    child?.attributes.message?.split(":")[0],
  ]);
  expect(kinds.sort()).toEqual([
    ["error", "missing"],
    ["failure", "changed"],
    ["failure", "regressed"],
    ["failure", "regressed"],
    ["passed", undefined],
    ["passed", undefined],
    ["skipped", "inconclusive"],
    ["skipped", "not comparable"],
    ["skipped", "regressed (waived)"],
    ["skipped", "regressed (warning)"],
  ]);
});

test("a suite is a cell, and a case is a metric", () => {
  const [, first, second] = readXml(checkJunit(RESULTS.passing!)).children;
  expect(first).toEqual({
    name: "testsuite",
    attributes: {
      name: "float32",
      tests: "1",
      failures: "0",
      errors: "0",
      skipped: "0",
      timestamp: "2026-11-24T10:00:00.000Z",
    },
    children: [{ name: "testcase", attributes: { classname: "float32", name: "training step" }, children: [] }],
  });
  expect(second!.attributes.name).toBe("int8-rows");
});

test("text is read back unchanged, but for what a terminal would obey and XML does not allow", () => {
  const label = "a <b> & \"c\" 'd'\n\t]]> 字 \u0000 \ud800 \ufffe";
  const [, suite] = readXml(checkJunit(result([row({ label })]))).children;
  expect(suite!.attributes.name).toBe("a <b> & \"c\" 'd'\n\t]]> 字 \\u0000 \\ud800 \ufffd");
});

test("an inconclusive row is a failure if it fails the check, and so is the verdict", () => {
  const open = [row(), UNSURE];
  expect(checkJunit(result(open))).toContain('tests="3" failures="0" errors="0" skipped="1"');
  expect(checkJunit(result(open, { strict: true }))).toContain('tests="3" failures="2" errors="0" skipped="0"');
  const elsewhere = result([row(), ELSEWHERE], { strict: true });
  expect(checkJunit(elsewhere)).toContain('tests="3" failures="2" errors="0" skipped="0"');
});

test.each([
  ["pass", result([row()]), "passed", undefined],
  ["doubt", result([UNSURE]), "skipped", "Inconclusive"],
  ["strict doubt", result([UNSURE], { strict: true }), "failure", "Inconclusive"],
  ["nothing", RESULTS.empty!, "error", "Incomplete"],
  ["a regression", result(ALL), "failure", "Regressed"],
])("the first suite has the verdict of the whole check: %s", (_, one, kind, verdict) => {
  const [suite] = readXml(checkJunit(one)).children;
  expect(suite!.children[0]!.attributes).toEqual({ classname: "regression check", name: "verdict" });
  const [child] = suite!.children[0]!.children;
  expect([child?.name ?? "passed", child?.attributes.message?.split(":")[0]]).toEqual([kind, verdict]);
});
