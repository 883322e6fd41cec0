// What the benches measure with.

export const median = (list) => [...list].sort((one, other) => one - other)[list.length >> 1];

/** Chromium's main thread: tells the milliseconds that it has been at work since the page's start. */
export async function mainThread(driver) {
  await driver.sendDevToolsCommand("Performance.enable", {});
  return async () => {
    const { metrics } = await driver.sendAndGetDevToolsCommand("Performance.getMetrics", {});
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
}

/** The demo with `article` for its text; the element waits in a template, to be put in and timed alone. */
export const waiting = (article) => (demo) => demo
  .replace(/<article id="essay">[\s\S]*<\/article>/, () => `<article id="essay">${article}</article>`)
  .replace(/<reading-annotator[\s\S]*?<\/reading-annotator>/, (element) => `<template id="later">${element}</template>`);
