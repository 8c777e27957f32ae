// Runs first in the body, before anything is drawn, so that parts which fold
// away under scripts do not flash open. A file of its own because the content
// security policy allows no script inside a page.
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
}
