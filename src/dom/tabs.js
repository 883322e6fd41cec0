// Tells other tabs of this browser what was changed. Where there is no channel
// (a sandbox, a blocked origin) nothing is sent and nothing arrives.

export class Tabs {
  constructor(document, received) {
    this.document = document;
    try {
      this.channel = new BroadcastChannel("reading-annotator");
      this.channel.onmessage = ({ data }) => {
        // Another version of the widget may send something else: take only what has the shape.
        if (data?.version === 1 && data.document === document && [data.ids, data.jsons, data.orphans, data.deleted]
          .every(Array.isArray)) {
          received(data.ids, data.jsons, new Uint8Array(data.orphans), data.deleted, data.about ?? undefined);
        }
      };
    } catch {
      this.channel = null;
    }
  }

  post(ids, jsons, orphans, deleted, about) {
    try {
      this.channel?.postMessage({
        version: 1, document: this.document, ids, jsons, orphans: Array.from(orphans), deleted, about: about ?? null,
      });
    } catch { /* the channel was closed with the page */ }
  }

  close() { this.channel?.close(); }
}
