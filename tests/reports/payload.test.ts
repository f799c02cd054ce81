import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { payloadMarkup } from "../../reports/payload.ts";

test("data of the page's program closes no element, and is the same data when inflated", () => {
  const value = { text: "</script><!-- <script>", rows: [1, null] };
  const { markup } = payloadMarkup("numbers", value);
  const [, content = ""] =
    /^<script type="application\/octet-stream" id="numbers">([A-Za-z0-9+/=]+)<\/script>\n$/.exec(markup) ?? [];
  expect(JSON.parse(inflateRawSync(Buffer.from(content, "base64")).toString("utf8"))).toEqual(value);
});
