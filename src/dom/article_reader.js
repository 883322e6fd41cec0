// Reads an article's visible text in one walk of its DOM and hands it over as one
// string and flat arrays: crossing the wasm boundary per node is twice as slow.
//
// What is a block, hidden, or white space is asked of the computed style, not of the tag.

const COLLAPSE = 0, KEEP_BREAKS = 1, KEEP = 2;
// The numbers of model::article::BlockKind and HintKind, as article_reader.rs reads them.
const PARAGRAPH = 0, HEADING = 1, LIST_ITEM = 2, QUOTATION = 3, CAPTION = 4, PREFORMATTED = 5;
const BREAK = 0, REFERENCE = 1, CODE = 2, QUOTED = 3, ABBREVIATION = 4;

// Ruby text (rt, rp) is a reading aid set beside the words, svg a picture.
const LEFT_OUT = new Set(("script style template noscript button input select textarea option optgroup datalist "
  + "output meter progress nav iframe object embed video audio canvas svg rt rp reading-annotator").split(" "));
const KINDS = {
  h1: HEADING, h2: HEADING, h3: HEADING, h4: HEADING, h5: HEADING, h6: HEADING, hgroup: HEADING,
  li: LIST_ITEM, dt: LIST_ITEM, dd: LIST_ITEM, blockquote: QUOTATION, pre: PREFORMATTED,
  figcaption: CAPTION, caption: CAPTION, td: CAPTION, th: CAPTION,
};
const HINTS = { code: CODE, kbd: CODE, samp: CODE, tt: CODE, q: QUOTED, abbr: ABBREVIATION, acronym: ABBREVIATION };

const WHITE = /[ \t\n\r\f]+/g;
const NEEDS_COLLAPSING = /[\t\n\r\f]|  /;
const MATHML = "http://www.w3.org/1998/Math/MathML";

const NOTE_MARK = /^(?:\d{1,3}(?:\s*[,–-]\s*\d{1,3})*|[*†‡§‖¶#]{1,3}|[[(][\p{L}\p{N}\s,–*†‡-]{1,12}[\])])$/u;
// "10<sup>6</sup>", "x<sup>2</sup>", "km<sup>2</sup>" are powers, no notes.
const BEFORE_POWER = /(?:\p{N}|(?:^|[^\p{L}\p{N}])(?:\p{L}|[ckdm]m|ft|in|yd|mi))$/u;

export class ArticleReader {
  // `own` is the widget's element; it is left out wherever it stands.
  constructor(root, own) {
    this.own = own;
    this.view = root.ownerDocument.defaultView;
    this.langs = [];
    this.nodeList = [];
    this.boxes = [];
    this.parts = [];
    this.length = 0;
    this.blockNumbers = [];
    this.hintNumbers = [];
    this.pieceNumbers = [];
    this.block = null; // the frame the open block belongs to
    this.line = "";    // its text so far
    this.begin();
    const style = this.view.getComputedStyle(root);
    this.frames = [{
      element: root, boundary: true, hint: -1, box: root,
      white: whiteSpace(style), visible: style.visibility === "visible",
      lang: this.language(inheritedLanguage(root)), kind: KINDS[root.localName] ?? PARAGRAPH,
    }];
    this.next = root.firstChild;
    this.changed = false;
    this.observer = new this.view.MutationObserver(() => { this.changed = true; });
    this.observer.observe(root, {
      childList: true, characterData: true, subtree: true,
      attributes: true, attributeFilter: ["hidden", "aria-hidden", "class", "lang", "data-annotate"],
    });
  }

  // Whether the host has changed the article since the walk began.
  disturbed() { return this.changed || this.observer.takeRecords().length > 0; }
  stop() { this.observer.disconnect(); }

  // Visits at most `budget` nodes; true when the whole article is read.
  step(budget) {
    while (budget-- > 0) {
      const frame = this.frames[this.frames.length - 1];
      const node = this.next;
      if (node === null) {
        this.leave(frame);
        this.frames.pop();
        if (this.frames.length === 0) return true;
        this.next = frame.element.nextSibling;
      } else if (node.nodeType === 1 && this.enter(node, frame)) {
        this.next = node.firstChild;
      } else {
        if ((node.nodeType === 3 || node.nodeType === 4) && frame.visible) this.text(node, frame);
        this.next = node.nextSibling;
      }
    }
    return false;
  }

  // As UTF-8: handing a long string over takes 25 ms where this takes one.
  utf8() { return new TextEncoder().encode(this.parts.join("\n")); }
  // [start, end, kind, language, box] per block, UTF-16 units of the whole text.
  blocks() { return new Uint32Array(this.blockNumbers); }
  // [block, start, end, kind] per hint, UTF-16 units of the whole text.
  hints() { return new Uint32Array(this.hintNumbers); }
  // [text position, node, offset in node, length] per run that node and text share unit for unit.
  pieces() { return new Uint32Array(this.pieceNumbers); }
  languages() { return this.langs; }
  nodes() { return this.nodeList; }
  elements() { return this.boxes; }

  // True if the element's children are to be read.
  enter(element, parent) {
    const tag = element.localName;
    if (LEFT_OUT.has(tag) || element === this.own) return false;
    const attributes = element.hasAttributes();
    if (attributes && (element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true"
      || element.getAttribute("data-annotate") === "off" || element.getAttribute("role") === "navigation")) return false;
    const style = this.view.getComputedStyle(element);
    const display = style.display;
    if (display === "none" || onlyForScreenReaders(style)) return false;
    if (tag === "br") {
      if (parent.visible) this.breakLine();
      return false;
    }
    let boundary = !(display.startsWith("inline") || display === "contents" || display.startsWith("ruby"));
    if (boundary && element.namespaceURI === MATHML) boundary = tag === "math" && display.startsWith("block");
    // A drop cap or a raised mark taken out of the flow does not end the paragraph.
    if (boundary && (style.float !== "none" || style.position === "absolute")
      && element.textContent.trim().length <= 4) boundary = false;
    const heading = attributes && element.getAttribute("role") === "heading";
    const lang = attributes && (element.getAttribute("lang") ?? element.getAttribute("xml:lang"));
    if (boundary) this.close();
    this.frames.push({
      element, boundary, hint: this.open(element, tag, attributes),
      box: boundary && display !== "contents" ? element : parent.box,
      white: whiteSpace(style), visible: style.visibility === "visible",
      lang: lang == null || lang === false ? parent.lang : this.language(lang),
      kind: heading ? HEADING : boundary ? KINDS[tag] ?? parent.kind : parent.kind,
    });
    return true;
  }

  leave(frame) {
    if (frame.boundary) this.close();
    if (frame.hint >= 0 && frame.hint < this.hintNumbers.length
      && this.hintNumbers[frame.hint] === this.blockNumbers.length / 5) {
      this.hintNumbers[frame.hint + 2] = this.at();
    }
  }

  // Starts a hint; it gets its end when the element is left in the same block.
  open(element, tag, attributes) {
    let kind = HINTS[tag];
    if ((tag === "sup" && this.isNoteMark(element))
      || (attributes && element.getAttribute("role") === "doc-noteref")) kind = REFERENCE;
    if (kind === undefined) return -1;
    this.hintNumbers.push(this.blockNumbers.length / 5, this.at(), 0, kind);
    return this.hintNumbers.length - 4;
  }

  isNoteMark(sup) {
    const mark = sup.textContent.trim();
    if (mark.length > 14 || !NOTE_MARK.test(mark)) return false;
    return !/^\d/.test(mark) || sup.querySelector("a") !== null || sup.closest("a") !== null
      || !BEFORE_POWER.test(this.line.slice(-8));
  }

  text(node, frame) {
    const data = node.data;
    if (data === "") return;
    this.node = node;
    this.frame = frame;
    if (frame.white === KEEP) {
      this.emit(0, data.replace(/\r/g, " "));
      this.gap = this.space = false;
      return;
    }
    let from = 0;
    if (!NEEDS_COLLAPSING.test(data)) {
      if (this.gap && data.startsWith(" ")) from = 1;
    } else {
      WHITE.lastIndex = 0;
      for (let run; (run = WHITE.exec(data)) !== null;) {
        const after = run.index + run[0].length;
        const line = frame.white === KEEP_BREAKS ? run[0].indexOf("\n") : -1;
        if (line >= 0) {
          this.emit(from, data.slice(from, run.index));
          this.breakLine(run.index + line);
        } else if (run.index > from || !this.gap) {
          this.emit(from, data.slice(from, run.index) + " ");
          this.gap = this.space = true;
        }
        from = after;
      }
    }
    if (from < data.length) {
      this.emit(from, data.slice(from));
      this.gap = this.space = data.endsWith(" ");
    }
  }

  // Appends text that stands unit for unit at `offset` of the node being read.
  emit(offset, text) {
    if (text === "") return;
    if (this.block === null) this.block = this.frame;
    if (this.nodeList[this.nodeList.length - 1] !== this.node) this.nodeList.push(this.node);
    const pieces = this.pieceNumbers, at = this.at(), node = this.nodeList.length - 1, last = pieces.length - 4;
    if (last >= this.firstPiece && pieces[last + 1] === node && pieces[last] + pieces[last + 3] === at
      && pieces[last + 2] + pieces[last + 3] === offset) pieces[last + 3] += text.length;
    else pieces.push(at, node, offset, text.length);
    this.line += text;
    this.gap = this.space = false;
  }

  // A line break: from `<br>`, or kept from the white space at `offset` of the node being read.
  breakLine(offset) {
    if (this.block === null) return;
    this.trim();
    this.hintNumbers.push(this.blockNumbers.length / 5, this.at(), this.at() + 1, BREAK);
    if (offset === undefined) this.line += "\n";
    else this.emit(offset, "\n");
    this.gap = true;
    this.space = false;
  }

  // White space at the end of a line is not shown.
  trim() {
    if (!this.space) return;
    this.space = false;
    this.line = this.line.slice(0, -1);
    const pieces = this.pieceNumbers;
    if (--pieces[pieces.length - 1] === 0) pieces.length -= 4;
    this.clampHints();
  }

  clampHints() {
    const at = this.at();
    for (let hint = this.hintNumbers.length - 4; hint >= this.firstHint; hint -= 4) {
      if (this.hintNumbers[hint + 2] > at) this.hintNumbers[hint + 2] = at;
    }
  }

  // Ends the open block; one without a visible character is none.
  close() {
    if (this.block === null) return this.begin();
    this.trim();
    if (this.block.white !== KEEP) {
      const shown = this.line.replace(/\n+$/, "").length;
      this.dropAfter(shown);
    }
    // Editors leave soft hyphens, joiners and marks of direction behind.
    if (!/[^\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]/.test(this.line)) {
      this.pieceNumbers.length = this.firstPiece;
      this.hintNumbers.length = this.firstHint;
      return this.begin();
    }
    const frame = this.block;
    if (this.boxes[this.boxes.length - 1] !== frame.box) this.boxes.push(frame.box);
    const start = this.at() - this.line.length;
    this.blockNumbers.push(start, this.at(), frame.kind, frame.lang, this.boxes.length - 1);
    this.parts.push(this.line);
    this.length += this.line.length;
    this.begin();
  }

  // Drops the line breaks after which the block has nothing more.
  dropAfter(length) {
    if (length === this.line.length) return;
    this.line = this.line.slice(0, length);
    const pieces = this.pieceNumbers, end = this.at();
    while (pieces.length > this.firstPiece && pieces[pieces.length - 4] >= end) pieces.length -= 4;
    const last = pieces.length - 4;
    if (last >= this.firstPiece && pieces[last] + pieces[last + 3] > end) pieces[last + 3] = end - pieces[last];
    this.clampHints();
  }

  begin() {
    this.block = null;
    this.line = "";
    this.gap = true;    // white space would vanish here
    this.space = false; // the last unit is white space that may yet vanish
    this.firstPiece = this.pieceNumbers.length;
    this.firstHint = this.hintNumbers.length;
  }

  // Where the next unit of text will stand.
  at() { return this.length + this.parts.length + this.line.length; }

  language(tag) {
    let index = this.langs.indexOf(tag);
    if (index < 0) index = this.langs.push(tag) - 1;
    return index;
  }
}

function whiteSpace(style) {
  const value = style.whiteSpaceCollapse || style.whiteSpace;
  if (value === "pre-line" || value.includes("preserve-breaks")) return KEEP_BREAKS;
  return /^(?:pre|break-spaces)/.test(value) ? KEEP : COLLAPSE;
}

// The usual ways to hide text from the eye only.
function onlyForScreenReaders(style) {
  if (style.position !== "absolute") return false;
  return /^rect\(([01](px)?,? ?){4}\)$/.test(style.clip) || style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)"
    || (style.overflow.startsWith("hidden") && parseFloat(style.width) <= 1 && parseFloat(style.height) <= 1);
}

function inheritedLanguage(element) {
  for (let node = element; node; node = node.parentNode ?? node.host) {
    const lang = node.getAttribute?.("lang") ?? node.getAttribute?.("xml:lang");
    if (lang != null) return lang;
  }
  return "";
}
