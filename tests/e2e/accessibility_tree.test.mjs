// What assistive technology is given: the browser's own accessibility tree, in Chromium by
// its protocol, in Firefox by its accessibility service. WebKit's driver shows none.
import assert from "node:assert/strict";
import { Key, until } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

// Only so may a test use Firefox's accessibility service.
process.env.MOZ_REMOTE_ALLOW_SYSTEM_ACCESS = "1";

/** `[{role, name, states}]` in the tree's order; states as far as they are told. */
const TREES = {
  async chromium(page) {
    const { nodes } = await page.driver.sendAndGetDevToolsCommand("Accessibility.getFullAXTree", {});
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const found = [];
    const walk = (node) => {
      if (!node.ignored) {
        const states = Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value]));
        found.push({ role: node.role.value, name: node.name?.value ?? "", description: node.description?.value ?? "", states });
      }
      for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id));
    };
    walk(nodes[0]);
    return found;
  },
  async firefox(page) {
    await page.driver.setContext("chrome");
    try {
      return await page.driver.executeScript(`
        const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
        const { STATE_FOCUSED, STATE_CHECKED, STATE_PRESSED, STATE_UNAVAILABLE, STATE_SELECTED, STATE_EXPANDED } = Ci.nsIAccessibleStates;
        const found = [];
        const walk = (node) => {
          const state = {}, extra = {};
          node.getState(state, extra);
          const has = (bit) => (state.value & bit) !== 0;
          found.push({ role: service.getStringRole(node.role), name: node.name ?? "", description: node.description ?? "",
            states: { focused: has(STATE_FOCUSED), checked: String(has(STATE_CHECKED)), pressed: String(has(STATE_PRESSED)),
              disabled: has(STATE_UNAVAILABLE), selected: has(STATE_SELECTED), expanded: has(STATE_EXPANDED) } });
          for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
        };
        // Not there yet while the service starts.
        const root = service.getAccessibleFor(gBrowser.selectedBrowser);
        if (root) walk(root);
        return found;`);
    } finally {
      await page.driver.setContext("content");
    }
  },
};

// One thing has several names.
const ROLES = {
  button: ["button", "pushbutton", "push button", "toggle button", "ToggleButton"], region: ["region", "landmark"], switch: ["switch"],
  list: ["list"], item: ["listitem"], listbox: ["listbox", "ListBox"], option: ["option", "ListBoxOption", "listbox option"],
  search: ["searchbox", "entry", "textbox"], dialog: ["dialog"], heading: ["heading"], pressed: ["button", "toggle button", "ToggleButton"],
  toolbar: ["toolbar"],
};

onEachEngine("The accessibility tree", ({ engine, test, fresh }) => {
  /** Waits until the tree has such a node, since it follows the page late; the node. */
  const has = async (page, kind, name, fits = () => true) => {
    let last = [];
    const is = (node) => ROLES[kind].includes(node.role) && (name instanceof RegExp ? name.test(node.name) : node.name === name);
    try {
      return await until(async () => {
        last = await TREES[engine](page);
        return last.find((node) => is(node) && fits(node));
      }, `${kind} “${name}”`);
    } catch (error) {
      const near = last.filter((node) => node.name).map(({ role, name, states }) => `${role} “${name.slice(0, 60)}” ${JSON.stringify(states)}`);
      throw new Error(`${error.message}\n${near.join("\n")}`);
    }
  };

  test("panel, cursor, list and live texts have roles, names and states", async () => {
    const page = await fresh();
    const texts = (await page.sentences()).map(({ text }) => text);
    await page.call("annotate", { sentence: 2 }, { label: "claim", note: "why" });
    await page.call("annotate", { sentence: 4 }, { label: "opinion" });
    await has(page, "region", /^Annotations: A town that can see its stars/);
    await has(page, "heading", "Annotations");
    await has(page, "button", "Redo", ({ states }) => states.disabled === true);
    await has(page, "button", "Undo", ({ states }) => !states.disabled);
    await has(page, "search", "Search quotes and notes");
    await has(page, "button", "Filter and sort", ({ states }) => !states.expanded);
    await has(page, "list", "Labelled sentences");
    await has(page, "button", new RegExp(`^C(laim)?:? ?.*${texts[2].slice(0, 12)}|Claim: ${texts[2].slice(0, 12)}`));
    await has(page, "switch", "I have finished this text", ({ states }) => states.checked === "false");
    await has(page, "listbox", "Sentences", ({ description }) => description.startsWith("Arrow keys move."));
    await page.cursorTo(2);
    await has(page, "option", new RegExp(`^${texts[2].slice(0, 20)}.*, claim, note$`), ({ states }) => states.selected === true);
    assert.equal(await page.announcedBy(() => page.press("2")), "Evidence");
    await has(page, "option", new RegExp(`^${texts[2].slice(0, 20)}.*, evidence, note$`));
    await page.press(Key.ARROW_DOWN);
    await has(page, "option", `${texts[3]}, not labelled`, ({ states }) => states.selected === true);
  });

  test("the picker", async () => {
    const page = await fresh();
    await page.click(3);
    await page.waitFor(({ picker }) => picker(), "the picker");
    await has(page, "toolbar", "Label this sentence");
    await has(page, "pressed", /^Claim/, ({ states }) => states.pressed !== "true");
    await page.press("1");
    await page.waitFor(({ picker }) => picker() === null, "labelled");
    await page.click(3);
    await has(page, "pressed", /^Claim/, ({ states }) => states.pressed === "true");
  });

  /**
   * Waits for the open dialog and for what is `inside`: `[kind, name, fits]`. In Firefox by
   * what its tree is made from (native modal dialog, name, focus): in a few of a hundred
   * openings, of a bare dialog that a script adds and shows as well, its tree lacks a modal
   * dialog for good, in its content process too, so that the tree cannot be waited for.
   */
  const hasDialog = async (page, name, inside) => {
    if (engine === "chromium") {
      await has(page, "dialog", name);
      if (inside) await has(page, ...inside);
      return;
    }
    await page.waitFor(({ shadow }, name) => {
      const dialog = shadow().querySelector("dialog:modal");
      const titled = dialog && shadow().getElementById(dialog.getAttribute("aria-labelledby"))?.textContent === name;
      return titled && !dialog.hasAttribute("role") && dialog.contains(shadow().activeElement);
    }, `dialog “${name}” has its name and the focus`, 5000, name);
  };

  test("the dialogs", async () => {
    const page = await fresh();
    await page.cursorTo(0);
    await page.press("c");
    await hasDialog(page, "What the labels mean");
    await page.press(Key.ESCAPE);
    await page.clickButton("Data…");
    await hasDialog(page, "Your data",
      ["switch", "This is a shared computer", ({ description }) => description.startsWith("Nothing is kept")]);
  });
}, { only: ["chromium", "firefox"] });
