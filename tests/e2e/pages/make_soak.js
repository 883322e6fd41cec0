import { makeArticle } from "./soak.js";

const article = document.getElementById("essay");
// So small that all of it is near the window wherever the page is scrolled to: only that is painted.
article.style.font = "5px/6px sans-serif";
makeArticle(article);
