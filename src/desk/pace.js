// How many sentences are judged in an hour of work: pauses do not count.

/** A longer time between two judgements is a pause, in milliseconds. */
const PAUSE = 120_000;
/** So long somebody must have worked before there is a figure. */
const ENOUGH = 60_000;

export class Pace {
  kept = { active: 0, judged: 0 };
  #last = 0;

  take(kept) {
    if (kept) this.kept = kept;
  }

  /** So many more are judged now than before; whether that counts. */
  count(more, now = Date.now()) {
    if (more <= 0) return false;
    const since = now - this.#last;
    this.#last = now;
    if (since > PAUSE) return false;
    this.kept = { active: this.kept.active + since, judged: this.kept.judged + more };
    return true;
  }

  /** Sentences an hour, or null while it is too early to say. */
  perHour() {
    const { active, judged } = this.kept;
    return active < ENOUGH ? null : Math.round((judged * 3_600_000) / active);
  }
}
