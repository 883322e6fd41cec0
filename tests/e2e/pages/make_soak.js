import { makeArticle } from "./soak.js";

makeArticle(document.getElementById("essay"));
