// Fingers: a tap, a long press that goes on to the next sentences, the picker at the lower
// edge, targets that can be hit; the bottom sheet; 400 % zoom.
import assert from "node:assert/strict";
import { Pointer } from "selenium-webdriver/lib/input.js";
import { until } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

// Only so may Firefox's driver set a preference while the browser runs.
process.env.MOZ_REMOTE_ALLOW_SYSTEM_ACCESS = "1";

onEachEngine("Touch", ({ engine, test, fresh, browser }) => {
  /** The browser believes that its first pointer is a finger. WebKit's driver has no way to say so. */
  async function coarse(page) {
    if (engine === "chromium") await page.driver.sendDevToolsCommand("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 2 });
    if (engine === "firefox") {
      await page.driver.setContext("chrome");
      // 1 is coarse.
      await page.driver.executeScript("Services.prefs.setIntPref('ui.primaryPointerCapabilities', 1); Services.prefs.setIntPref('ui.allPointerCapabilities', 1);");
      await page.driver.setContext("content");
    }
    return engine !== "webkit" && page.run(() => matchMedia("(pointer: coarse)").matches);
  }

  /** Presses, waits, moves and lifts: a finger of the driver, in WebKit pointer events. */
  async function finger(page, [first, ...rest], wait) {
    if (engine === "webkit") {
      return page.run(async ({ article }, points, wait) => {
        const send = (type, { x, y }) => {
          const target = document.elementFromPoint(x, y) ?? article();
          target.dispatchEvent(new PointerEvent(type, {
            bubbles: true, cancelable: true, composed: true, pointerType: "touch", isPrimary: true, clientX: x, clientY: y,
            button: type === "pointermove" ? -1 : 0, buttons: type === "pointerup" ? 0 : 1,
          }));
        };
        send("pointerdown", points[0]);
        await new Promise((resolve) => setTimeout(resolve, wait));
        for (const point of points.slice(1)) send("pointermove", point);
        send("pointerup", points.at(-1));
      }, [first, ...rest], wait);
    }
    const device = new Pointer("finger", Pointer.Type.TOUCH);
    const steps = [device.move({ ...first, duration: 0 }), device.press(), { type: "pause", duration: wait },
      ...rest.map((point) => device.move({ ...point, duration: 60 })), device.release()];
    await page.driver.actions({ async: true }).insert(device, ...steps).perform();
  }

  const selected = (page) => page.run(() => getSelection().toString());
  const pickerAt = (page) => page.waitFor(({ picker }) => picker(), "the picker is shown");

  test("a long press takes a sentence, moving on takes more; nothing is selected or scrolled", async () => {
    const page = await fresh();
    await coarse(page);
    await page.scrollTo(4);
    const before = await page.run(() => scrollY);
    await finger(page, [await page.sentencePoint(3), await page.sentencePoint(4), await page.sentencePoint(5)], 600);
    const { buttons } = await pickerAt(page);
    assert.ok(buttons.some(({ name }) => name === "Join these sentences"), "three sentences are taken");
    assert.equal(await selected(page), "");
    assert.equal(await page.run(() => scrollY), before);
    await page.clickButton("Claim").catch(() => page.press("1"));
    await until(async () => (await page.annotations()).length === 3, "all are labelled");
    await page.scrollTo(8);
    await finger(page, [await page.sentencePoint(8)], 600);
    await pickerAt(page);
    assert.equal((await page.activeOption()).index, 8, "a long press alone takes one");
  });

  test("a tap marks, a swipe does not", async () => {
    const page = await fresh();
    await coarse(page);
    await page.scrollTo(5);
    const from = await page.sentencePoint(5);
    await finger(page, [from, { x: from.x, y: from.y - 60 }, { x: from.x, y: from.y - 120 }], 20);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await page.picker(), null, "the page was scrolled");
    if (engine === "webkit") return;
    await page.scrollTo(5);
    await finger(page, [await page.sentencePoint(5)], 30);
    await pickerAt(page);
    assert.equal((await page.activeOption()).index, 5);
  });

  test("under a finger the picker stands at the lower edge, and its buttons can be hit", async (context) => {
    const page = await fresh();
    if (!await coarse(page)) return context.skip("the driver cannot make the pointer coarse");
    await page.scrollTo(3, "start");
    await page.run(() => scrollBy({ top: -80, behavior: "instant" }));
    await page.click(3);
    const { bottom } = await pickerAt(page);
    const height = await page.run(() => innerHeight);
    assert.ok(height - bottom <= 9 && height >= bottom, `${bottom} of ${height}`);
    await page.call("annotate", { sentence: 3 }, { label: "claim" });
    await page.cursorTo(3);
    const small = await page.run(({ shadow }) => [...shadow().querySelectorAll("button, input, select, summary, .handle")]
      .filter((one) => one.checkVisibility() && !one.matches(".hidden, .finished input"))
      .map((one) => [one.className || one.tagName, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 24 || height < 24).map(([name, { width, height }]) => `${name} ${width} × ${height}`));
    assert.deepEqual(small, []);
  });

  test("the sheet has three stops and never covers the cursor's sentence", async () => {
    const page = await fresh();
    await page.driver.manage().window().setRect({ width: 420, height: 800 });
    try {
      await page.click(6);
      await pickerAt(page);
      await page.press("1");
      const heights = [];
      for (let stop = 0; stop < 3; stop += 1) {
        const { top, stopName, height } = await page.run(async ({ shadow, still }) => {
          await still();
          return { top: shadow().querySelector(".panel").getBoundingClientRect().top, height: innerHeight, stopName: shadow().querySelector(".root").dataset.stop };
        });
        heights.push([stopName, Math.round((height - top) / height * 10) / 10]);
        if (stopName !== "full") {
          await until(async () => Math.max(...(await page.boxes(6)).map(({ bottom }) => bottom)) <= top, `the sentence is above the sheet (${stopName})`);
        }
        await page.clickButton("Resize the panel");
        await page.waitFor(({ shadow }, before) => shadow().querySelector(".root").dataset.stop !== before, "the next stop", 5000, stopName);
      }
      assert.deepEqual(heights.map(([name]) => name), ["peek", "half", "full"]);
      assert.ok(heights[0][1] < 0.3 && heights[1][1] === 0.5 && heights[2][1] >= 0.9, JSON.stringify(heights));
    } finally {
      await browser().driver.manage().window().setRect({ width: 1280, height: 900 });
    }
  });

  test("at 400 % nothing scrolls sideways", async () => {
    // 1280 CSS pixels at 400 % are 320.
    await browser().driver.manage().window().setRect({ width: 320, height: 600 });
    try {
      const page = await fresh();
      // Only Chromium makes windows as narrow as that.
      const width = await page.run(() => innerWidth);
      assert.ok(width <= (engine === "chromium" ? 340 : 560), `the window is narrow: ${width}`);
      await page.call("annotate", { sentences: [1, 3] }, { label: "claim" });
      for (const stop of ["half", "full", "peek"]) {
        await page.clickButton("Resize the panel");
        await page.waitFor(({ shadow }, stop) => shadow().querySelector(".root").dataset.stop === stop, stop, 5000, stop);
        const over = await page.run(({ shadow }) => [document.documentElement, ...shadow().querySelectorAll(".panel, .list, .filter, .foot")]
          .map((one) => one.scrollWidth - one.clientWidth));
        assert.ok(over.every((pixels) => pixels <= 0), `${stop}: ${over}`);
      }
      await page.click(2);
      const { left, right } = await pickerAt(page);
      assert.ok(left >= 0 && right <= await page.run(() => innerWidth), `the picker: ${left} to ${right}`);
    } finally {
      await browser().driver.manage().window().setRect({ width: 1280, height: 900 });
    }
  });
});
