// Tells when the host page has changed or removed the article, after it has come to rest.

// Milliseconds; what is read then must stand within 500 of the change.
const REST = 100, LIMIT = 200;

const ATTRIBUTES = ["hidden", "aria-hidden", "class", "style", "lang", "data-annotate"];

export class PageWatch {
  // `changed(removed)` is called once per burst of changes.
  constructor(article, own, changed) {
    Object.assign(this, { article, own, changed, since: 0, timer: undefined });
    this.inside = new MutationObserver((records) => {
      for (const record of records) if (this.matters(record)) return this.later();
    });
    this.inside.observe(article, {
      childList: true, characterData: true, subtree: true,
      attributes: true, attributeFilter: ATTRIBUTES, attributeOldValue: true,
    });
    // Removal of any ancestor is removal of the article; their other children do not matter.
    // A move in one go empties live ranges too, so the parents are compared one by one.
    this.above = new MutationObserver(() => {
      const parents = parentsOf(article);
      if (parents.length === this.parents.length && parents.every((node, i) => node === this.parents[i])) return;
      this.watchAncestors();
      this.later();
    });
    this.watchAncestors();
  }

  watchAncestors() {
    this.above.disconnect();
    this.parents = parentsOf(this.article);
    for (const node of this.parents) this.above.observe(node, { childList: true });
  }

  matters(record) {
    const { type, target, attributeName, oldValue } = record;
    if (this.own && (target === this.own || this.own.contains(target))) return false;
    if (type === "attributes") {
      const value = target.getAttribute(attributeName);
      if (value === oldValue) return false;
      // Animations write styles all the time; only these can hide text or divide it.
      return attributeName !== "style" || /display|visibility|white-space/.test(`${value} ${oldValue}`);
    }
    if (type !== "childList" || !this.own) return true;
    for (const node of record.addedNodes) if (node !== this.own) return true;
    for (const node of record.removedNodes) if (node !== this.own) return true;
    return false;
  }

  later() {
    const now = performance.now();
    if (this.timer === undefined) this.since = now;
    clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(REST, this.since + LIMIT - now));
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.changed(!this.article.isConnected);
    }, wait);
  }

  stop() {
    clearTimeout(this.timer);
    this.inside.disconnect();
    this.above.disconnect();
  }
}

function parentsOf(node) {
  const parents = [];
  while ((node = node.parentNode ?? node.host)) parents.push(node);
  return parents;
}
