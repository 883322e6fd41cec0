// Loaded first in a page under test: keeps what must not happen to a host page.
window.watched = { errors: [], violations: [], failures: [] };
addEventListener("error", (event) => watched.errors.push(String(event.message ?? event.type)));
addEventListener("unhandledrejection", (event) => watched.errors.push(`unhandled: ${event.reason}`));
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  watched.violations.push(`${violatedDirective} ${blockedURI} ${sample}`));
document.addEventListener("annotator-error", ({ detail }) => watched.failures.push(detail));
for (const level of ["error", "warn"]) {
  const said = console[level];
  console[level] = (...words) => {
    watched.errors.push(`console.${level}: ${words.join(" ")}`);
    said.apply(console, words);
  };
}
