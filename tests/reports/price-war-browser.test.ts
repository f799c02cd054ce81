/** The price war in a real browser: the market that the address asks about, and what its inputs change. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { readPageAssets } from "../../reports/libraries.io.ts";
import { renderReport } from "../../reports/render.ts";
import { HALVED_YEARLY, handWorkedAnalysis } from "../fixtures/price-war.ts";
import { describeInChromium, drawAll, type OpenPage, scrollTo, textsOutside } from "./browser.ts";
import { analysisOf } from "./runs.ts";

describeInChromium("the price war in Chromium", (openText) => {
  let handWorked: Promise<OpenPage> | null = null;
  const open = async (): Promise<OpenPage> => {
    handWorked ??= (async () => {
      const analysis = handWorkedAnalysis();
      return openText(renderReport({ analysis, assets: await readPageAssets(), sheet: HALVED_YEARLY }), 1280);
    })();
    const opened = await handWorked;
    await ask(opened.page, "");
    return opened;
  };
  const ask = async (page: Page, hash: string) => {
    // What is entered is drawn in a task after that in which it is read.
    await page.evaluate(`new Promise((done) => {
      const hash = ${JSON.stringify(hash)};
      if (location.hash.replace(/^#/, "") === hash) return done();
      addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(done)), { once: true });
      location.hash = hash;
    })`);
  };
  const hashOf = (page: Page) => page.evaluate("location.hash");
  const verdict = (page: Page) => page.locator("#price-war .war-verdict").innerText();
  const also = async (page: Page) => plain((await page.locator("#price-war .war-also").allInnerTexts()).join(" "));
  const figure = (page: Page, name: string, column: string) =>
    page.locator("#price-war tr", { hasText: name }).locator(`td[data-figure=${column}]`).innerText();

  test("its charts, for which no picture stands, are drawn without being scrolled to", async () => {
    const { page } = await open();
    await expect.poll(() => page.evaluate("scrollY")).toBe(0);
    await expect.poll(() => page.locator("#price-war .chart svg").count()).toBe(2);
  });

  test.each(["war.path=13:0.5,25:0.25", "war.path=halved-yearly", "war.path=halved-yearly&war.texts=20M&war.price=19"])(
    "worked by hand, tests/fixtures/price-war.ts: %s",
    async (hash) => {
      const { page } = await open();
      await ask(page, hash);
      expect(plain(await verdict(page))).toBe(
        "Ship onnx (87.5 % accuracy): it earns most, $5,348.35 in 36 months, of the most accurate that lose money in no month.",
      );
      await expect
        .poll(() => also(page))
        .toContain(
          "If a rival halves the price from month 2 on and you follow, ship wasm instead, 12.5 points less accurate, with $3,647.10 in all.",
        );
      await expect.poll(() => figure(page, "wasm", "total")).toBe("$7,447.10");
      await expect.poll(() => figure(page, "onnx", "first")).toBe("$306.90");
      await expect.poll(() => figure(page, "onnx", "last")).toBe("$21.90");
      await expect.poll(() => figure(page, "onnx", "floor")).toBe("$3.66");
    },
  );

  test("a slider changes the verdict, the address and what the field says; the usual market comes back", async () => {
    const { page, complaints } = await open();
    const before = await verdict(page);
    const texts = page.getByRole("slider", { name: "Texts a month" });
    await texts.focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("PageDown");
    await expect.poll(() => verdict(page)).not.toBe(before);
    const written = await page.getByRole("textbox", { name: /^Texts a month/ }).inputValue();
    await expect.poll(() => hashOf(page)).toBe(`#war.texts=${written}`);
    await page.getByRole("button", { name: "Usual market" }).click();
    await expect.poll(() => verdict(page)).toBe(before);
    await expect.poll(() => hashOf(page)).toBe("");
    expect(complaints).toEqual([]);
  });

  test("arrow keys move every slider to another value, and back", async () => {
    const { page } = await open();
    const sliders = page.locator("#price-war input[type=range]");
    expect(await sliders.count()).toBe(10);
    for (const slider of await sliders.all()) {
      const text = () => slider.getAttribute("aria-valuetext");
      const before = await text();
      await slider.press("ArrowRight");
      await expect.poll(text).not.toBe(before);
      await slider.press("ArrowLeft");
      await expect.poll(text).toBe(before);
    }
    await expect.poll(() => hashOf(page)).toContain("war.same=0.5");
  });

  test("nothing of what is typed is lost while the address follows", async () => {
    const { page } = await open();
    const price = page.getByRole("textbox", { name: /^Price now/ });
    await price.fill("1");
    // A key between the address' change and the effect that follows it.
    await page.evaluate(`new Promise((done) => {
      const field = document.querySelector("#price-war input[name=price]");
      const replaceState = history.replaceState.bind(history);
      history.replaceState = (...given) => {
        replaceState(...given);
        history.replaceState = replaceState;
        field.value = "12";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        done();
      };
    })`);
    await expect.poll(() => hashOf(page)).toBe("#war.price=12");
    expect(await price.inputValue()).toBe("12");
  });

  test("a field that is emptied stays for something else to be typed, and what is usual holds meanwhile", async () => {
    const { page } = await open();
    const before = await verdict(page);
    const texts = page.getByRole("textbox", { name: /^Texts a month/ });
    await texts.fill("30M");
    await texts.fill("");
    await expect.poll(() => hashOf(page)).toBe("");
    expect(await texts.inputValue()).toBe("");
    expect(await texts.getAttribute("placeholder")).toBe("20M");
    await expect.poll(() => verdict(page)).toBe(before);
    await page.locator("#price-war select[name=path]").selectOption("own");
    const path = page.getByRole("textbox", { name: /^How the price moves/ });
    await path.fill("");
    await path.pressSequentially("7:0.9");
    await expect.poll(() => hashOf(page)).toBe("#war.path=7%3A0.9");
    await page.getByRole("button", { name: "Usual market" }).click();
    await expect.poll(() => texts.inputValue()).toBe("20M");
  });

  test("an offer that the page has not is said", async () => {
    const { page } = await open();
    await ask(page, "war.offer=aws/old/us-east-1/spot");
    await expect
      .poll(() => page.locator(".war-field:has([name=offer]) .war-unread").innerText())
      .toContain("not a value");
  });

  test("what is no value is said, and the verdict stays that of the usual one", async () => {
    const { page } = await open();
    const before = await verdict(page);
    const price = page.getByRole("textbox", { name: /^Price now/ });
    await price.fill("free");
    await expect.poll(() => price.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => page.locator(".war-unread").innerText()).toContain("not a value");
    await expect.poll(() => hashOf(page)).toBe("#war.price=free");
    await expect.poll(() => verdict(page)).toBe(before);
  });

  test("a field of the grid asks about its market", async () => {
    const { page } = await open();
    await page.locator("#price-war .war-ask", { hasText: "A" }).last().click();
    await expect.poll(() => hashOf(page)).toContain("war.path=");
    await expect.poll(() => page.locator("#price-war .war-place.asked").count()).toBe(1);
    expect(plain(await page.locator("#price-war .scope").first().innerText())).toContain("2 billion texts each month");
  });

  test("both charts are drawn, follow the market, and keep their texts inside", async () => {
    const { page, complaints } = await open();
    await scrollTo(page, "#price-war .charts");
    await expect.poll(() => page.locator("#price-war .chart:has(svg)").count()).toBe(2);
    await expect.poll(() => page.locator("#price-war .chart svg .mark-line path").count()).toBeGreaterThan(3);
    const path = () => page.locator("#price-war .chart svg .mark-line path").first().getAttribute("d");
    const before = await path();
    await ask(page, "war.price=1");
    await expect.poll(path).not.toBe(before);
    await drawAll(page);
    await expect.poll(() => textsOutside(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("on a phone, with baselines from outside and list prices, nothing is wider than the page", async () => {
    const { page, complaints } = await openText(
      renderReport({ analysis: analysisOf("baselines"), assets: await readPageAssets(), sheet: HALVED_YEARLY }),
      390,
    );
    await drawAll(page);
    await expect.poll(() => page.locator("#price-war .chart:has(svg)").count()).toBe(2);
    await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await expect.poll(() => textsOutside(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** Without the spaces that keep a figure and its unit together. */
function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}
