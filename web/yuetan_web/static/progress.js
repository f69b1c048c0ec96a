// A page of long work looks again by itself, and tells screen readers how far it is; without this file its reader does.
"use strict";
(() => {
  const every = 1500; // milliseconds
  async function look() {
    const shown = document.getElementById("job");
    if (!shown || !shown.hasAttribute("data-running")) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return location.reload();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("job");
      if (!fresh) return location.reload();
      const told = shown.querySelector("[role=status]"), next = fresh.querySelector("[role=status]");
      const bar = shown.querySelector("progress"), far = fresh.querySelector("progress");
      if (fresh.hasAttribute("data-running") && told && next && bar && far) {
        told.textContent = next.textContent;
        if (far.hasAttribute("value")) { bar.max = far.max; bar.value = far.value; }
      } else {
        shown.replaceWith(fresh);
        fresh.tabIndex = -1;
        fresh.focus();
      }
    } catch { /* the server is away for a moment: look again */ }
    setTimeout(look, every);
  }
  setTimeout(look, every);
})();
