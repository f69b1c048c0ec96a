// "/" goes to the search box of the page, and what was found begins at its first hit, which Enter opens; without this
// file both are reached as everything else is.
"use strict";
document.querySelector("[data-found] a")?.focus();
document.addEventListener("keydown", (pressed) => {
  const box = document.getElementById("topsearch"), at = document.activeElement;
  if (!box || pressed.key !== "/" || pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing) return;
  if (at && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))) return;
  pressed.preventDefault();
  box.focus();
  box.select();
});
