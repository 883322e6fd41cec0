// The page's end of the desk's worker: calls and their answers, news, and what the worker asks,
// which it waits for. A page that is left ends its worker, and begins another if it comes back: WebKit
// freezes both together with whatever the worker just reads or writes, which then blocks the database
// for all pages until the browser is closed. It takes back what a worker has begun that ends, unless that
// has asked for the commit already: the worker's transactions commit by themselves.

export class Connection {
  #worker = null;
  #calls = new Map();
  #number = 0;

  /** `news` and `questions` are what is done with each, by name; `failed` hears that there is no worker. */
  constructor(address, { news, questions, failed }) {
    Object.assign(this, { address, news, questions, failed });
    this.begin();
  }

  get ended() { return !this.#worker; }

  begin() {
    const worker = new Worker(this.address, { type: "module" });
    this.#worker = worker;
    worker.onerror = this.failed;
    worker.onmessage = ({ data: { event, detail, number, value, error } }) => {
      if (this.#worker !== worker) return;
      if (event in this.news) return this.news[event](detail);
      if (event in this.questions) return this.#answer(worker, number, () => this.questions[event](detail));
      const { resolve, reject } = this.#calls.get(number);
      this.#calls.delete(number);
      if (error === undefined) resolve(value);
      else reject(new Error(error));
    };
  }

  /** Whoever still waits for an answer gets an error. */
  end() {
    this.#worker?.terminate();
    this.#worker = null;
    const left = new Error("the page was left before that was done");
    for (const { reject } of this.#calls.values()) reject(left);
    this.#calls.clear();
  }

  async call(call, value) {
    if (this.ended) throw new Error("the page was left");
    this.#number += 1;
    this.#worker.postMessage({ call, number: this.#number, value });
    return new Promise((resolve, reject) => this.#calls.set(this.#number, { resolve, reject }));
  }

  /** What has no answer. */
  tell(call) { this.#worker?.postMessage({ call }); }

  async #answer(worker, number, work) {
    const answer = { call: "answered", number };
    try {
      answer.value = await work();
    } catch (error) {
      answer.error = String(error?.message ?? error);
    }
    worker.postMessage(answer);
  }
}
