// The interface's languages: the page's decides, only the one in use is loaded, and each has
// its own plurals, direction and labels.
import assert from "node:assert/strict";
import { rmSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { open } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const NUMBERS = [0, 1, 2, 3, 11, 100];
/** `lang` of the page, then what is seen; `labels` for each of NUMBERS. */
const LANGUAGES = {
  en: {
    lang: "en", exports: "Export", label: "Claim", data: "Data…", letters: "C E O",
    labels: ["0 labels", "1 label", "2 labels", "3 labels", "11 labels", "100 labels"],
  },
  "de-AT": {
    lang: "de", exports: "Export", label: "These", data: "Daten\u00a0…", letters: "T B M",
    labels: ["0 Markierungen", "1 Markierung", "2 Markierungen", "3 Markierungen", "11 Markierungen", "100 Markierungen"],
  },
  es: {
    lang: "es", exports: "Exportar", label: "Afirmación", data: "Datos…", letters: "A P O",
    labels: ["0 etiquetas", "1 etiqueta", "2 etiquetas", "3 etiquetas", "11 etiquetas", "100 etiquetas"],
  },
  fr: {
    lang: "fr", exports: "Exporter", label: "Affirmation", data: "Données…", letters: "A P O",
    labels: ["0 étiquette", "1 étiquette", "2 étiquettes", "3 étiquettes", "11 étiquettes", "100 étiquettes"],
  },
  ar: {
    lang: "ar", exports: "تصدير", label: "ادعاء", data: "البيانات…", letters: "ا د ر",
    labels: ["لا وسوم", "وسم واحد", "وسمان", "3 وسوم", "11 وسمًا", "100 وسم"],
  },
  "zh-CN": {
    lang: "zh-Hans", exports: "导出", label: "主张", data: "数据…", letters: "主 证 观",
    labels: ["0 个标注", "1 个标注", "2 个标注", "3 个标注", "11 个标注", "100 个标注"],
  },
};
const MANY = `<p>${Array.from({ length: 100 }, (_, at) => `Here stands number ${at + 1} of them.`).join(" ")}</p>`;

/** The demo in a page of another language; the article stays English. */
const inLanguage = (tag, more = (html) => html) => (html) => {
  const page = replace(html, '<html lang="en">', `<html lang="${tag}" dir="${tag === "ar" ? "rtl" : "ltr"}">`);
  return more(replace(page, '<article id="essay">', `<article id="essay" lang="en" dir="ltr">${MANY}`));
};
const withAttributes = (attributes) => (html) => replace(html, "<reading-annotator ", `<reading-annotator ${attributes} `);

/** What a reader sees of the language. Arabic digits are told as the others: which ones a browser writes is its affair. */
const seen = (page) => page.run(({ shadow }) => {
  const text = (css) => shadow().querySelector(css)?.textContent ?? null;
  const root = shadow().querySelector(".root");
  return {
    lang: root.lang, dir: getComputedStyle(shadow().querySelector(".panel")).direction,
    exports: text(".toolbar .button.main"), label: text(".legend li span:nth-of-type(2)"),
    letters: [...shadow().querySelectorAll(".legend .badge")].map((one) => one.textContent).join(" "),
  };
});

onEachEngine("Languages", ({ test, fresh, site, browser }) => {
  /** Which language files were asked for since the last call. */
  let told = 0;
  const loaded = () => {
    const { requests } = site();
    const found = requests.slice(told).map((one) => /\/language-(\w+)-/.exec(one)?.[1]).filter(Boolean);
    told = requests.length;
    return found;
  };

  for (const [tag, { labels, data, ...expected }] of Object.entries(LANGUAGES)) {
    test(`${tag}: words, direction, plurals; nothing else is loaded`, async () => {
      const page = await fresh(inLanguage(tag));
      assert.deepEqual(await seen(page), { ...expected, dir: tag === "ar" ? "rtl" : "ltr" });
      assert.deepEqual(loaded(), tag === "en" ? [] : [tag.slice(0, 2)]);
      await page.run(({ shadow }, data) => {
        [...shadow().querySelectorAll(".foot button")].find((one) => one.textContent === data).click();
      }, data);
      const told = [];
      for (const [at, number] of NUMBERS.entries()) {
        const before = NUMBERS[at - 1] ?? 0;
        if (number) await page.call("annotate", { sentences: [before, number - 1] }, { label: "claim" });
        const text = () => page.run(({ shadow }) => shadow().querySelector("dialog .ask p")?.textContent
          .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660)) ?? "");
        await page.waitFor(({ shadow }, total) => shadow().querySelectorAll(".row[role=listitem]")[0]?.ariaSetSize === String(total || undefined)
          || (total === 0 && shadow().querySelector("dialog .ask p")), `${number} labels are listed`, undefined, number);
        told.push(await text());
      }
      labels.forEach((one, at) => assert.ok(told[at].includes(one), `${NUMBERS[at]}: “${one}” is not in “${told[at]}”`));
      // A quote is in the article's language and direction, whatever the interface's is.
      const quote = await page.run(({ shadow }) => {
        const found = shadow().querySelector(".quote");
        return { lang: found.lang, direction: getComputedStyle(found).direction };
      });
      assert.deepEqual(quote, { lang: "en", direction: "ltr" });
      // In files labels keep their ids.
      assert.equal(JSON.parse((await page.exportFile()).text).annotations[0].label, "claim");
    });
  }

  test("what is set counts more than the page: the attribute, then the configuration; both change what is loaded", async () => {
    const config = (name) => {
      writeFileSync(path.join(site().root, `${name}.json`), JSON.stringify({ ui_language: name, instructions: "x" }));
      return `config="${name}.json"`;
    };
    let page = await fresh(inLanguage("de", withAttributes(`${config("fr")} ui-language="es"`)));
    assert.equal((await seen(page)).exports, "Exportar");
    assert.deepEqual(loaded(), ["es"]);
    page = await fresh(inLanguage("de", withAttributes(config("fr"))));
    assert.equal((await seen(page)).exports, "Exporter");
    assert.deepEqual(loaded(), ["fr"]);
    // At any time; labels that were set stay.
    await page.call("annotate", { sentence: 1 }, { label: "opinion" });
    await page.run(({ element }) => element().setAttribute("ui-language", "zh"));
    await page.waitFor(({ shadow }) => shadow().querySelector(".toolbar .main").textContent === "导出", "the language has changed");
    assert.equal((await seen(page)).letters, "主 证 观");
    assert.equal((await page.annotations())[0].label, "opinion");
    assert.deepEqual(loaded(), ["zh"]);
    // Words of the other formats' dialog come from the same file.
    await page.run(({ shadow }) => shadow().querySelector(".toolbar .icon-button:last-of-type").click());
    await page.waitFor(({ shadow }) => shadow().querySelector("#formats-title")?.textContent === "导出给其他工具", "the formats' dialog speaks it", 15_000);
    assert.deepEqual(loaded(), []);
  });

  test("an unknown language, and one whose file is gone, are English, and the labels work", async () => {
    let page = await fresh(inLanguage("it"));
    assert.equal((await seen(page)).exports, "Export");
    assert.deepEqual(loaded(), []);
    for (const name of readdirSync(site().root).filter((name) => name.startsWith("language-fr-"))) rmSync(path.join(site().root, name));
    page = await open(browser(), site().own(inLanguage("fr")));
    assert.equal((await seen(page)).exports, "Export");
    assert.deepEqual(loaded(), ["fr"]);
    await page.call("annotate", { sentence: 1 }, { label: "opinion" });
    assert.equal((await page.annotations()).length, 1);
  });
});
