// A browser may keep whole pages for its Back button. What it shows again may be of somebody else by now: ask anew.
"use strict";

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.documentElement.hidden = true;
  location.reload();
});
