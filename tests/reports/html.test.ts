import { expect, test } from "vitest";
import { html, inlineScript } from "../../reports/html.ts";

test("text is escaped, markup is not, lists are joined and null is left out", () => {
  const item = html`<li title="${'"quoted"'}">${"a < b & c"}</li>`;
  expect(html`<ul>${[item, item]}${null}</ul>`.markup).toBe(
    `<ul>${'<li title="&quot;quoted&quot;">a &lt; b &amp; c</li>'.repeat(2)}</ul>`,
  );
});

test("an inlined script keeps its meaning, without an end tag and without its source map", () => {
  const { markup } = inlineScript('x = "</script>";\n//# sourceMappingURL=x.js.map\n');
  expect(markup).toBe('x = "<\\/script>";\n\n');
});

test("an inlined script has a browser's ends of lines, so that its hash is that of what runs", () => {
  expect(inlineScript("a\r\nb\rc\n").markup).toBe("a\nb\nc\n");
});
