// Which part of this frame its reader sees. A frame that has grown to its content is scrolled
// by the page around it, of which it knows nothing; but it is told which of its parts come
// into sight. So strips are laid beside the article, and those in sight give the part.

const STRIP = 48;
const STEPS = Array.from({ length: 13 }, (_, step) => step / 12);

/** Keeps `--frame-top`, `--frame-height` and `--frame-below` of the page up to date. */
export function followSeenPart() {
  const { style } = document.documentElement;
  const strips = document.createElement("div");
  strips.className = "strips";
  strips.ariaHidden = "true";
  strips.dataset.annotate = "off";
  document.body.append(strips);
  const seen = new Map();

  const tell = () => {
    let top = Infinity, bottom = -Infinity;
    for (const { intersectionRect } of seen.values()) {
      top = Math.min(top, intersectionRect.top);
      bottom = Math.max(bottom, intersectionRect.bottom);
    }
    // Scrolled by itself it is seen as a whole, or in a window too small to choose.
    const scrolls = document.documentElement.scrollHeight > innerHeight + 1;
    if (scrolls || bottom - top < 160) {
      for (const name of ["top", "height", "below"]) style.removeProperty(`--frame-${name}`);
      return;
    }
    style.setProperty("--frame-top", `${Math.round(top)}px`);
    style.setProperty("--frame-height", `${Math.round(bottom - top)}px`);
    style.setProperty("--frame-below", `${Math.round(Math.max(0, innerHeight - bottom))}px`);
  };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting && entry.intersectionRect.height > 0) seen.set(entry.target, entry);
      else seen.delete(entry.target);
    }
    tell();
  }, { threshold: STEPS });

  const lay = () => {
    const count = Math.ceil(innerHeight / STRIP);
    while (strips.childElementCount > count) {
      observer.unobserve(strips.lastElementChild);
      seen.delete(strips.lastElementChild);
      strips.lastElementChild.remove();
    }
    while (strips.childElementCount < count) {
      const strip = document.createElement("div");
      strips.append(strip);
      observer.observe(strip);
    }
    tell();
  };
  addEventListener("resize", lay);
  lay();
}
