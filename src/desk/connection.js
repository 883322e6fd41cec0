// The page's end of the desk's worker: calls and their answers, news, and what the worker asks,
// which it waits for.

export class Connection {
  #worker;
  #calls = new Map();
  #number = 0;

  /** `news` and `questions` are what is done with each, by name; `failed` hears that there is no worker. */
  constructor(address, { news, questions, failed }) {
    this.#worker = new Worker(address, { type: "module" });
    this.#worker.onerror = failed;
    this.#worker.onmessage = ({ data: { event, detail, number, value, error } }) => {
      if (event in news) return news[event](detail);
      if (event in questions) return this.#answer(number, () => questions[event](detail));
      const { resolve, reject } = this.#calls.get(number);
      this.#calls.delete(number);
      if (error === undefined) resolve(value);
      else reject(new Error(error));
    };
  }

  call(call, value) {
    this.#number += 1;
    this.#worker.postMessage({ call, number: this.#number, value });
    return new Promise((resolve, reject) => this.#calls.set(this.#number, { resolve, reject }));
  }

  /** What has no answer. */
  tell(call) { this.#worker.postMessage({ call }); }

  async #answer(number, work) {
    const answer = { call: "answered", number };
    try {
      answer.value = await work();
    } catch (error) {
      answer.error = String(error?.message ?? error);
    }
    this.#worker.postMessage(answer);
  }
}
