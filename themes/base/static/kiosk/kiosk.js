/* A screen in the hall: back to the start when nobody is there any more, and no way out of the folder. What a visitor
   chose or typed is gone with them. */
(function () {
  "use strict";

  var PAUSE = 120; // seconds in which nobody did anything
  var WARNING = 30; // seconds in which somebody can say that they are there
  var own = document.currentScript || document.querySelector("script[data-kiosk]");
  var words = own.dataset;
  var isStart = words.kiosk === "index.html"; // from everywhere else it leads up
  document.documentElement.classList.add("is-kiosk");

  /* Of what was chosen here, the next visitor knows nothing. The storage is shared by all pages of this computer. */
  function forget() {
    try { window.localStorage.removeItem("profilegen-reading"); } catch (error) { /* there is nothing kept, then */ }
  }

  function backToStart() {
    forget();
    window.location.replace(words.kiosk);
  }

  /* Links that lead out of the folder are words; so are documents, which would open without a way back. */
  function leadsOut(link) {
    var address = link.getAttribute("href");
    if (link.hasAttribute("data-large")) { return false; } // a picture, which is shown large on this very page
    return /^[a-z][a-z0-9+.-]*:|^\/\//i.test(address) || link.target === "_blank" || link.hasAttribute("download") ||
      !(address.charAt(0) === "#" || /\.html(?:#.*)?$/.test(address));
  }
  function closeWaysOut(within) {
    Array.from(within.querySelectorAll("a[href]")).filter(leadsOut).forEach(function (link) {
      link.removeAttribute("href");
      link.removeAttribute("target");
    });
    Array.from(within.querySelectorAll("audio, video")).forEach(function (one) {
      one.setAttribute("controlslist", "nodownload noremoteplayback noplaybackrate");
      one.disableRemotePlayback = true;
      if (one.tagName === "VIDEO") { one.disablePictureInPicture = true; }
    });
  }
  closeWaysOut(document);
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (node) { if (node.querySelectorAll) { closeWaysOut(node.parentNode || node); } });
    });
  }).observe(document.body, { childList: true, subtree: true });

  /* One class stands whole on the first page: a page of its own would show the same. */
  var classes = document.querySelectorAll(".school-class h2 a");
  if (isStart && classes.length === 1) { classes[0].removeAttribute("href"); }

  /* No other tab, no other window, and no file in place of a picture. */
  function isElsewhere(event) { return event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey; }
  document.addEventListener("click", function (event) {
    if (!isElsewhere(event)) { return; }
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("auxclick", function (event) { event.preventDefault(); }, true);
  document.addEventListener("click", function (event) {
    if (event.target.closest("a[data-large]")) { event.preventDefault(); }
    if (event.target.closest(".kiosk-start")) { forget(); }
  });

  document.addEventListener("contextmenu", function (event) { event.preventDefault(); });
  document.addEventListener("dragstart", function (event) { event.preventDefault(); });
  document.addEventListener("drop", function (event) { event.preventDefault(); });
  document.addEventListener("dragover", function (event) { event.preventDefault(); });
  document.addEventListener("keydown", function (event) {
    var isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && /^[posuntwjhldg]$/i.test(event.key)) { event.preventDefault(); }
  });

  function element(name, className, text) {
    var made = document.createElement(name);
    made.className = className;
    if (text) { made.textContent = text; }
    return made;
  }

  if (!isStart) {
    var way = element("nav", "kiosk-way");
    way.setAttribute("aria-label", words.start);
    var link = element("a", "kiosk-start", words.start);
    link.href = words.kiosk;
    way.append(link);
    document.querySelector(".skip, body > :first-child").after(way);
  }

  /* A question before the page goes: whoever reads slowly, or listens, presses one key and stays. */
  var question = element("dialog", "kiosk-question");
  question.setAttribute("aria-labelledby", "kiosk_asks");
  var asks = element("h2", "kiosk-asks", words.asks);
  asks.id = "kiosk_asks";
  var stay = element("button", "kiosk-stay", words.stays);
  stay.type = "button";
  question.append(asks, element("p", "kiosk-tells", words.tells), stay);
  document.body.append(question);

  var idle = 0;
  function isPlaying() {
    return Array.from(document.querySelectorAll("audio, video")).some(function (one) { return !one.paused && !one.ended; });
  }
  function isFresh() {
    var box = document.querySelector("[data-search] input");
    var root = document.documentElement.dataset;
    var isChanged = Boolean(root.scheme || root.size || root.spacing || root.letters || document.querySelector("dialog[open]"));
    return isStart && window.scrollY === 0 && !isChanged && !(box && box.value);
  }
  function begin() {
    idle = 0;
    if (question.open) { question.close(); }
  }
  ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll", "input"].forEach(function (name) {
    window.addEventListener(name, begin, { passive: true, capture: true });
  });
  stay.addEventListener("click", begin);
  window.addEventListener("pageshow", begin);

  window.setInterval(function () {
    if (isPlaying() || document.hidden) { idle = 0; return; }
    idle += 1;
    if (idle < PAUSE) { return; }
    if (idle === PAUSE && isFresh()) { forget(); idle = 0; return; }
    if (idle === PAUSE && !question.open) { question.showModal(); }
    if (idle >= PAUSE + WARNING) { backToStart(); }
  }, 1000);
})();
