// Remembers what is being written at each pause, so that nothing is lost when the lid is closed.
"use strict";
(() => {
  const PAUSE = 900;
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const state = form.querySelector(".draft-state");
    let kept = written(form);
    let waiting = 0;
    let isSaving = false;

    function written(of) {
      const said = new URLSearchParams();
      for (const [name, value] of new FormData(of)) {
        if (typeof value === "string") { said.append(name, value); }
      }
      return said.toString();
    }

    async function keep(isLeaving) {
      window.clearTimeout(waiting);
      const now = written(form);
      if (now === kept || isSaving) { return; }
      kept = now;
      try {
        const answer = await fetch(form.dataset.draft, {
          method: "POST",
          body: now,
          headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
          keepalive: isLeaving && now.length < 60000,
        });
        state.textContent = answer.ok ? state.dataset.kept : state.dataset.lost;
        if (!answer.ok) { kept = ""; }
      } catch {
        kept = "";
        state.textContent = state.dataset.lost;
      }
    }

    function later() {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => keep(false), PAUSE);
    }

    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => { isSaving = true; window.clearTimeout(waiting); });
    window.addEventListener("pageshow", () => { isSaving = false; });
    window.addEventListener("pagehide", () => keep(true));
    document.addEventListener("visibilitychange", () => { if (document.hidden) { keep(true); } });
  }
})();
