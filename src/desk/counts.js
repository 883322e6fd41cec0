// What there is over the whole set: states, labels, sentences an hour, and the room it takes.
import { stateOf } from "./list.js";
import { grouped, make, plural } from "./make.js";

const MEGA = 1 << 20;
/** The browser is asked for the room so long after the first news, in milliseconds: it counts for some time. */
const RENEWED = 1000;

export class Counts {
  #renewing = 0;
  #characters = 0;
  /** The labels' names by id. */
  names = new Map();

  constructor(pace) {
    this.pace = pace;
    this.summary = make("summary");
    this.storage = make("p");
    this.body = make("div", { className: "counts" });
    this.box = make("details", { ontoggle: () => this.#estimate() }, this.summary, this.body);
  }

  show(rows) {
    const counts = { untouched: 0, begun: 0, finished: 0 };
    const labels = {};
    this.#characters = rows.reduce((sum, row) => sum + row.length, 0);
    for (const row of rows) {
      counts[stateOf(row)] += 1;
      for (const label in row.labels) labels[label] = (labels[label] ?? 0) + row.labels[label];
    }
    const all = Object.values(labels).reduce((sum, count) => sum + count, 0);
    const shares = Object.entries(labels).sort((one, other) => other[1] - one[1])
      .map(([label, count]) => make("li", {}, make("span", { textContent: this.names.get(label) ?? label }), make("span", { textContent: `${grouped.format(count)} · ${Math.round((100 * count) / all)} %` })));
    this.summary.textContent = `${plural(rows.length, "text")}: ${grouped.format(counts.finished)} finished, ${grouped.format(counts.begun)} begun`;
    const pace = this.pace.perHour();
    this.body.replaceChildren(
      make("ul", {}, shares.length ? shares : make("li", { textContent: "No labels yet." })),
      make("p", { textContent: pace ? `About ${plural(pace, "sentence")} an hour.` : "Sentences an hour are shown after a minute of labelling." }),
      this.storage,
    );
    if (!this.box.open) return;
    this.#renewing ||= setTimeout(() => {
      this.#renewing = 0;
      this.#estimate();
    }, RENEWED);
  }

  async #estimate() {
    const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
    if (usage === undefined) {
      // WebKitGTK has no figures.
      this.storage.textContent = `This browser does not tell how much it stores. The texts have ${plural(this.#characters, "character")}.`;
      return;
    }
    const mega = (bytes) => grouped.format(Math.max(1, Math.round(bytes / MEGA)));
    this.storage.textContent = `This site stores about ${mega(usage)} MB${quota ? ` of ${mega(quota)} MB that the browser allows` : ""}.`;
  }
}
