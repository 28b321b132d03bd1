/* The reader's own switches. What was chosen stands as attributes on the root, before anything is painted, and is remembered
   where the browser lets a page remember: opened from a file, some forget it on the next page, and some never keep it. */
(function () {
  "use strict";

  var KEPT_AS = "profilegen-reading";
  var VALUES = { scheme: ["light", "dark"], size: ["large", "larger", "largest"], spacing: ["wide"], letters: ["readable"] };
  var root = document.documentElement;
  var madeWith = root.className;
  var isReadable = root.classList.contains("font-readable");

  function kept() {
    try {
      return JSON.parse(window.localStorage.getItem(KEPT_AS)) || {};
    } catch (error) {
      return {};
    }
  }

  function keep(chosen) {
    try {
      if (Object.keys(chosen).length) {
        window.localStorage.setItem(KEPT_AS, JSON.stringify(chosen));
      } else {
        window.localStorage.removeItem(KEPT_AS);
      }
    } catch (error) { /* then it holds for this page */ }
  }

  /* Only what is on offer: anything may lie in a storage that many pages share. */
  function known(found) {
    var chosen = {};
    Object.keys(VALUES).forEach(function (name) {
      if (VALUES[name].indexOf(found[name]) >= 0) { chosen[name] = found[name]; }
    });
    return chosen;
  }

  function put(chosen) {
    Object.keys(VALUES).forEach(function (name) {
      if (chosen[name]) { root.dataset[name] = chosen[name]; } else { delete root.dataset[name]; }
    });
    root.className = chosen.letters && !isReadable ? madeWith.replace(/\bfont-\S+/, "font-readable reading-font") : madeWith;
  }

  var chosen = known(kept());
  put(chosen);
  if (typeof window.HTMLDialogElement !== "function") { return; }
  root.dataset.switches = "";

  function show(radios) {
    radios.forEach(function (radio) { radio.checked = radio.value === (chosen[radio.dataset.switch] || ""); });
  }

  function change(next) {
    chosen = next;
    put(chosen);
    keep(chosen);
  }

  function begin() {
    var dialog = document.getElementById("switches_dialog");
    var opener = document.querySelector("[data-switches-open]");
    if (!dialog || !opener) { return; }
    var radios = Array.from(dialog.querySelectorAll("[data-switch]"));
    dialog.querySelector("[data-switch-letters]").hidden = isReadable;
    opener.addEventListener("click", function () {
      show(radios);
      dialog.showModal();
    });
    dialog.addEventListener("change", function (event) {
      var one = {};
      one[event.target.dataset.switch] = event.target.value;
      change(known(Object.assign({}, chosen, one)));
    });
    dialog.addEventListener("click", function (event) {
      if (event.target.closest("[data-switches-reset]")) {
        change({});
        show(radios);
      } else if (event.target === dialog || event.target.closest("[data-switches-close]")) {
        dialog.close();
      }
    });
  }

  document.addEventListener("DOMContentLoaded", begin);
  window.addEventListener("beforeprint", function () { put({}); });
  window.addEventListener("afterprint", function () { put(chosen); });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { put(chosen = known(kept())); }
  });
})();
