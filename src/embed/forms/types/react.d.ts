// <reading-annotator> in JSX. React 19 sets attributes and listens by "on" and the event's name.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { ReadingAnnotatorElement, ReadingAnnotatorEvents } from "reading-annotator";

type Listeners = { [Name in keyof ReadingAnnotatorEvents as `on${Name}`]?: (event: ReadingAnnotatorEvents[Name]) => void };

export interface ReadingAnnotatorProps extends Listeners {
  for?: string;
  "document-id"?: string;
  annotator?: string;
  config?: string;
  /** The language of the interface, where the page's `lang` is not to decide. */
  "ui-language"?: string;
  theme?: "auto" | "light" | "dark";
  panel?: "open" | "closed";
  "data-edge"?: string;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "reading-annotator": DetailedHTMLProps<HTMLAttributes<ReadingAnnotatorElement>, ReadingAnnotatorElement> & ReadingAnnotatorProps;
    }
  }
}
