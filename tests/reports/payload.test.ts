import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { inlineScript } from "../../reports/html.ts";
import { libraryMarkup, payloadMarkup } from "../../reports/payload.ts";
import { payloadOf } from "./page-text.ts";

test("data of the page's program closes no element, and is the same data when inflated", () => {
  const value = { text: "</script><!-- <script>", rows: [1, null] };
  const { markup } = payloadMarkup("numbers", value);
  expect(markup).toMatch(/^<script type="application\/octet-stream" id="numbers">[A-Za-z0-9+/=]+<\/script>\n$/);
  expect(payloadOf(markup, "numbers")).toEqual(value);
});

test("a library is the same script when inflated", () => {
  const script = inlineScript("globalThis.vega = '</script>';\r\n");
  const { markup } = libraryMarkup(script);
  const [, content = ""] = /^<script [^>]*class="library">([A-Za-z0-9+/=]+)<\/script>\n$/.exec(markup) ?? [];
  expect(inflateRawSync(Buffer.from(content, "base64")).toString("utf8")).toBe(script.markup);
});
