// Remembers what is being written at each pause, so that nothing is lost when the lid is closed; and before a form is
// sent, whether it will arrive at all: if not, the page stays, with every word on it.
"use strict";
(() => {
  const PAUSE = 900;
  const ENDED = [401, 403, 408, 413]; // answers after which the form itself would be refused as well
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const state = form.querySelector(".draft-state");
    const number = form.elements.namedItem("-number");
    let kept = written();
    let waiting = 0;
    let asking = null; // one request at a time: the newest
    let isSaving = false;
    let isSure = false;

    function written() {
      const said = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && name !== "-number") { said.append(name, value); }
      }
      return said.toString();
    }

    function ask(now, isLeaving) {
      asking?.abort();
      asking = new AbortController();
      number.value = Number(number.value) + 1;
      const body = `${now}&-number=${number.value}`;
      return fetch(form.dataset.draft, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
        keepalive: isLeaving && body.length < 60000,
        signal: asking.signal,
      });
    }

    async function keep(isLeaving) {
      window.clearTimeout(waiting);
      const now = written();
      if (now === kept || isSaving) { return; }
      kept = now;
      try {
        const answer = await ask(now, isLeaving);
        if (!answer.ok) {
          kept = "";
          state.textContent = await reason(answer) || state.dataset.lost;
        } else if ((await answer.json()).kept) {
          state.textContent = state.dataset.kept;
        }
      } catch (error) {
        if (error.name === "AbortError") { return; }
        kept = "";
        state.textContent = state.dataset.lost;
      }
    }

    async function reason(answer) {
      try {
        return (await answer.json()).message || "";
      } catch {
        return "";
      }
    }

    // Why the form would not arrive; "" where it will, or where the studio keeps the words and says itself why not.
    async function refusal() {
      try {
        const answer = await ask(written(), false);
        return answer.ok || !ENDED.includes(answer.status) ? "" : await reason(answer) || state.dataset.held;
      } catch {
        return state.dataset.held;
      }
    }

    async function send(by) {
      const why = await refusal();
      if (why) {
        isSaving = false;
        kept = "";
        state.textContent = why;
        return;
      }
      isSure = true;
      number.value = Number(number.value) + 1;
      form.requestSubmit(by);
    }

    function later() {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => keep(false), PAUSE);
    }

    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", event => {
      window.clearTimeout(waiting);
      if (isSure || !form.requestSubmit) {
        isSaving = true;
        asking?.abort();
        return;
      }
      event.preventDefault();
      if (!isSaving) {
        isSaving = true;
        send(event.submitter);
      }
    });
    window.addEventListener("pageshow", () => { isSaving = isSure = false; });
    window.addEventListener("pagehide", () => keep(true));
    document.addEventListener("visibilitychange", () => { if (document.hidden) { keep(true); } });
  }
})();
