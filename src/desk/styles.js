// The desk's style sheet, of the files that each tell one part of it, in the order that the cascade needs.
import BASE from "../../styles/desk/base.css";
import LAYOUT from "../../styles/desk/layout.css";
import NOTICES from "../../styles/desk/notices.css";
import DIALOGS from "../../styles/desk/dialogs.css";
import NARROW from "../../styles/desk/narrow.css";

/** Gives the desk's shadow root its styles. */
export function style(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([BASE, LAYOUT, NOTICES, DIALOGS, NARROW].join(""));
  root.adoptedStyleSheets = [sheet];
}
