import { expect, test } from "vitest";
import { modelSection } from "../../../reports/page/model.ts";
import { MODEL_PLACE as model } from "../../fixtures/model-place.ts";

test("the commands of a run below the current folder name it from there", () => {
  const { markup } = modelSection([model]);
  expect(markup.match(/runs\/quant\/cells\/abc/g)).toHaveLength(2);
  expect(markup).not.toContain("In the folder of this page");
});

test.each(["../ada/quant/cells/abc", "/home/ada/quant/cells/abc", "D:/ada/quant/cells/abc"])(
  "the commands of a run elsewhere, %s, are for the page's folder and do not tell where it is",
  (folder) => {
    const { markup } = modelSection([{ ...model, folder }]);
    expect(markup).not.toContain("ada");
    expect(markup).toContain('<a href="cells/abc/">cells/abc/</a>. In the folder of this page:</p>');
    expect(markup).toContain("npx pricewar predict --model cells/abc ");
  },
);
