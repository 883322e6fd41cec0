// The reading place: which of the text's blocks is the first that can be seen. Only blocks without
// others in them are numbered, since a text may stand in one section as a whole.

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, dt, dd, pre, blockquote, figcaption, caption, td, th, summary, address, div, section";
/** What is above this line of the window is read, in pixels. */
const READ = 80;

const blocksOf = (article) => [...article.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));

/** The number of the first block that is not read yet; -1 past the last. */
export const placeIn = (article) => blocksOf(article).findIndex((block) => block.getBoundingClientRect().bottom > READ);

/** Brings the block with this number to the top. */
export const goTo = (article, place) => blocksOf(article)[place]?.scrollIntoView({ block: "start" });
