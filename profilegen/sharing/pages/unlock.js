/* Opens a locked profile in the page, with the browser's own cryptography: see profilegen/sharing/sealing.py and archive.py
   for what is read here. A page opened from a file may fetch nothing, so that parts come as classic scripts. Nothing that was
   unlocked is kept: it stands in memory, and goes with the page. Plain old JavaScript, so that an old browser can say it is old. */
(function () {
  "use strict";

  var PART = 768 * 1024;
  var KEPT_PARTS = 24;
  var EARLY_PARTS = 4;  /* every locked profile has as many */
  var AT_ONCE = 3;  /* pictures that are unlocked side by side */
  var SMALL_RECORDING = 20000000;  /* bytes: a larger film is unlocked when somebody wants to see it */
  var NOWHERE = "https://profile.invalid/";

  var lock = document.getElementById("lock");
  var form = document.getElementById("lock_form");
  var said = document.getElementById("lock_said");
  var words = Object.assign ? Object.assign({}, lock.dataset) : lock.dataset;
  var language = document.documentElement.lang;
  var direction = document.documentElement.dir;

  function isOld() {
    return !window.Promise || !window.URL || !window.DOMParser || !window.TextEncoder || !window.DecompressionStream ||
      !Object.assign || !String.prototype.normalize || !window.Response;
  }

  document.getElementById("lock_without").remove();
  if (window.isSecureContext === false) { said.textContent = words.insecure; return; }
  if (isOld() || !window.crypto || !window.crypto.subtle) { said.textContent = words.old; return; }

  var subtle = window.crypto.subtle;
  var head = null;
  var key = null;
  var index = null;
  var base = 0;  /* where the files begin */
  var pages = [];
  var fragments = [];
  var shown = "";
  var turn = 0;  /* counts pages that were shown: what was begun for an earlier one stops */
  var scrolls = {};
  var pressed = false;

  function encoded(text) { return new TextEncoder().encode(text); }

  function bytesOf(base64) {
    var text = window.atob(base64);
    var bytes = new Uint8Array(text.length);
    for (var at = 0; at < text.length; at += 1) { bytes[at] = text.charCodeAt(at); }
    return bytes;
  }

  function trouble(word, file) {
    var error = new Error(word);
    error.said = words[word].replace("{file}", file || "");
    return error;
  }

  /* Keys */

  function folded(text) { return text.normalize("NFKC").toLowerCase().replace(/[^a-z]+/g, " ").trim(); }

  function readHead() {
    try {
      head = JSON.parse(document.getElementById("lock_head").textContent);
      var told = [head.lock, head.parts, head.rounds].concat(head.keys.reduce(function (all, one) { return all.concat(one); }, []));
      return subtle.digest("SHA-256", encoded(told.join("|"))).then(function (sum) {
        var hex = Array.from(new Uint8Array(sum)).map(function (one) { return one.toString(16).padStart(2, "0"); }).join("");
        if (hex !== head.check) { throw trouble("damaged", "index.html"); }
      });
    } catch (error) {
      return Promise.reject(trouble("damaged", "index.html"));
    }
  }

  function unwrapped(passphrase, one) {
    return subtle.importKey("raw", encoded(passphrase), "PBKDF2", false, ["deriveKey"]).then(function (typed) {
      var how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(one[0]), iterations: head.rounds };
      return subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    }).then(function (wrapping) {
      var told = encoded("profilegen key 1 " + head.lock);
      return subtle.decrypt({ name: "AES-GCM", iv: bytesOf(one[1]), additionalData: told }, wrapping, bytesOf(one[2]));
    }).then(function (content) {
      return subtle.importKey("raw", content, "AES-GCM", false, ["decrypt"]);
    }, function () { return null; });
  }

  function findKey(passphrase) {
    return Promise.all(head.keys.map(function (one) { return unwrapped(passphrase, one); })).then(function (found) {
      key = found.filter(Boolean)[0] || null;
      if (!key) { throw trouble("wrong"); }
    });
  }

  /* Parts: each is a script of this folder that hands over its text. */

  var asked = new Map();
  var kept = new Map();
  var handed = null;

  window.profilegenPart = function (word, number, text) { handed = { word: word, number: number, text: text }; };

  function nameOf(number) { return "part-" + String(number).padStart(4, "0") + ".js"; }

  function inject(number) {
    var script = document.createElement("script");
    script.src = nameOf(number);
    script.onload = function () {
      var given = handed;
      handed = null;
      script.remove();
      answer(number, given ? "" : "damaged", given);
    };
    script.onerror = function () { answer(number, "missing"); };
    document.head.append(script);
  }

  function answer(number, wrong, given) {
    var waiting = asked.get(number);
    if (!waiting) { return; }
    asked.delete(number);
    if (wrong) { waiting.fail(trouble(wrong, nameOf(number))); } else { waiting.give(given); }
  }

  /* A part as it lies in its file. */
  function sealed(number) {
    return new Promise(function (give, fail) {
      asked.set(number, { give: give, fail: fail });
      inject(number);
    }).then(function (given) {
      try {
        return { word: given.word, bytes: bytesOf(given.text) };
      } catch (error) {
        throw trouble("damaged", nameOf(number));
      }
    });
  }

  /* While somebody types, the first parts are fetched: what a first page needs is in them. */
  var early = new Map();

  function fetchEarly() {
    for (var number = 1; number <= EARLY_PARTS; number += 1) {
      early.set(number, sealed(number));
      early.get(number).catch(early.delete.bind(early, number));
    }
  }

  function unsealed(number) {
    var found = early.get(number) || sealed(number);
    early.delete(number);
    return found.then(function (given) {
      if (given.word !== head.lock) { throw trouble("foreign", nameOf(number)); }
      var nonce = new Uint8Array(12);
      new DataView(nonce.buffer).setUint32(8, number);
      var told = encoded(["profilegen part 1", head.lock, number, head.parts].join(" "));
      return subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: told }, key, given.bytes).then(function (plain) { return new Uint8Array(plain); }, function () { throw trouble("damaged", nameOf(number)); });
    });
  }

  function part(number) {
    var found = kept.get(number) || unsealed(number);
    kept.delete(number);
    kept.set(number, found);
    found.catch(function () { kept.delete(number); });
    while (kept.size > KEPT_PARTS) { kept.delete(kept.keys().next().value); }
    return found;
  }

  /* The pieces of a stretch of the archive; a film may go through a hundred parts, and they are not copied together. */
  function read(start, length) {
    var pieces = [];
    function more(at) {
      if (at >= start + length) { return Promise.resolve(pieces); }
      var number = Math.floor(at / PART);
      var end = Math.min(start + length, (number + 1) * PART);
      return part(number + 1).then(function (bytes) {
        pieces.push(bytes.subarray(at - number * PART, end - number * PART));
        return more(end);
      });
    }
    return more(start);
  }

  function inflated(pieces) {
    var stream = new Blob(pieces).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).blob();
  }

  function readIndex() {
    return read(0, 4).then(function (pieces) { return new Blob(pieces).arrayBuffer(); }).then(function (four) {
      var length = new DataView(four).getUint32(0);
      base = 4 + length;
      return read(4, length);
    }).then(inflated).then(function (blob) { return blob.text(); }).then(function (text) {
      index = JSON.parse(text);
      pages = Object.keys(index.files).filter(function (path) { return path.endsWith(".html"); }).sort();
    });
  }

  /* Files */

  var addresses = new Map();

  function fileOf(path) {
    var entry = index.files[path];
    if (!entry) { return Promise.reject(trouble("gone")); }
    return read(base + entry[0], entry[1]).then(function (pieces) {
      return entry[4] ? inflated(pieces) : new Blob(pieces);
    }).then(function (blob) { return blob.slice(0, blob.size, entry[3]); });
  }

  function textOf(path) { return fileOf(path).then(function (blob) { return blob.text(); }); }

  /* The address of a file in memory, for as long as this page is open. */
  function addressOf(path) {
    if (!addresses.has(path)) {
      var made = (path.endsWith(".css") ? styleOf(path) : path === "search.js" ? searchOf(path) : fileOf(path))
        .then(function (blob) { return URL.createObjectURL(blob); });
      made.catch(function () { addresses.delete(path); });
      addresses.set(path, made);
    }
    return addresses.get(path);
  }

  function resolved(address, from) { return new URL(address, NOWHERE + encodeURI(from)); }

  function pathOf(address, from) {
    var url = resolved(address, from);
    return url.href.indexOf(NOWHERE) === 0 ? decodeURIComponent(url.pathname.slice(1)) : "";
  }

  function asData(path) {
    return fileOf(path).then(function (blob) {
      return new Promise(function (give, fail) {
        var reader = new FileReader();
        reader.onload = function () { give(reader.result); };
        reader.onerror = fail;
        reader.readAsDataURL(blob);
      });
    });
  }

  /* A style sheet with addresses in memory. Fonts stand in it as data: from a file, some browsers refuse them otherwise. */
  function styleOf(path) {
    return textOf(path).then(function (text) {
      var found = /url\(\s*(["']?)([^"')]+)\1\s*\)/g;
      var inside = Array.from(text.matchAll(found)).map(function (one) { return one[2]; })
        .filter(function (address) { return !/^(data:|#)/.test(address); });
      return Promise.all(inside.map(function (address) {
        var wanted = pathOf(address, path);
        return (wanted.endsWith(".woff2") ? asData(wanted) : addressOf(wanted)).catch(function () { return "data:,"; });
      })).then(function (ready) {
        return new Blob([text.replace(found, function (whole, quote, address) {
          var at = inside.indexOf(address);
          return at < 0 ? whole : "url(\"" + ready[at] + "\")";
        })], { type: "text/css" });
      });
    });
  }

  /* What the search finds leads to the numbers of pages, as all links do. */
  function searchOf(path) {
    return textOf(path).then(function (text) {
      return new Blob([text, "\nwindow.profilegenSearch = window.profilegenNumbered(window.profilegenSearch);"], { type: "text/javascript" });
    });
  }

  window.profilegenNumbered = function (entries) {
    return entries.map(function (entry) {
      return Object.assign({}, entry, { address: routeTo(resolved(entry.address, ""), "").slice(2) });
    });
  };

  /* Pages. Their addresses are numbers: a browser writes addresses into its history, and a name there would tell. */

  function numberOf(fragment) {
    var at = fragments.indexOf(fragment);
    return at < 0 ? fragments.push(fragment) - 1 : at;
  }

  function routeTo(url) {
    var number = pages.indexOf(decodeURIComponent(url.pathname.slice(1)));
    var fragment = url.hash.length > 1 ? "/" + numberOf(decodeURIComponent(url.hash.slice(1))) : "";
    return number < 0 ? "" : "#/" + number + fragment;
  }

  function route() {
    var numbers = window.location.hash.slice(2).split("/");
    return { path: pages[Number(numbers[0] || NaN)] || index.start, fragment: fragments[Number(numbers[1] || NaN)] || "" };
  }

  function each(inside, chosen, change) { Array.from(inside.querySelectorAll(chosen)).forEach(change); }

  function setPolicy(page) {
    each(page, "meta[http-equiv]", function (meta) {
      if (meta.httpEquiv.toLowerCase() !== "content-security-policy") { return; }
      meta.content = "default-src 'none'; script-src 'self' blob:; style-src 'self' blob:; img-src data: blob:; " +
        "font-src data: blob:; media-src data: blob:; base-uri 'none'; form-action 'none'";
    });
  }

  function fromWidths(srcset, path) {
    return srcset.split(",").map(function (one) {
      var parts = one.trim().split(/\s+/);
      return { path: pathOf(parts[0], path), width: parseInt(parts[1], 10) || 0 };
    });
  }

  /* A picture waits as an empty one of its own shape: which of its files is wanted, its place on the screen says. */
  function holdPicture(image, path) {
    var around = image.closest("picture");
    var source = around && around.querySelector("source[srcset]");
    var files = source ? fromWidths(source.getAttribute("srcset"), path)
      : image.getAttribute("srcset") ? fromWidths(image.getAttribute("srcset"), path)
      : [{ path: pathOf(image.getAttribute("src"), path), width: 0 }];
    if (/^data:/.test(image.getAttribute("src") || "") && !source) { return; }
    var width = Number(image.getAttribute("width")) || 4;
    var height = Number(image.getAttribute("height")) || 3;
    if (around) { each(around, "source", function (one) { one.remove(); }); }
    image.removeAttribute("srcset");
    image.removeAttribute("sizes");
    image.dataset.lockedPicture = JSON.stringify(files);
    image.src = "data:image/svg+xml," +
      encodeURIComponent("<svg xmlns='http://www.w3.org/2000/svg' width='" + width + "' height='" + height + "'/>");
  }

  function holdRecording(media, path) {
    var wanted = pathOf(media.getAttribute("src"), path);
    media.removeAttribute("src");
    if (index.left_out.indexOf(wanted) >= 0) {
      var note = media.ownerDocument.createElement("p");
      note.lang = language;
      note.dir = direction;
      note.className = "locked-too-large";
      note.textContent = words.large;
      (media.closest("[data-film], [data-voice], [data-name-said]") || media).replaceWith(note);
      return;
    }
    media.dataset.lockedSrc = wanted;
    if (media.getAttribute("poster")) {
      media.dataset.lockedPoster = pathOf(media.getAttribute("poster"), path);
      media.removeAttribute("poster");
    }
  }

  function holdLink(link, path) {
    var address = link.getAttribute("href");
    if (link.classList.contains("skip")) { return; }  /* its own address shows everybody what it is; see press */
    var url = resolved(address, path);
    if (url.href.indexOf(NOWHERE) !== 0) {
      link.rel = "noopener noreferrer";
      return;
    }
    var to = routeTo(url);
    if (!to && index.files[pathOf(address, path)]) { link.dataset.lockedHref = pathOf(address, path); }
    link.setAttribute("href", to || "#/" + pages.indexOf(path));
  }

  function bar(page) {
    var made = page.createElement("aside");
    made.className = "lock-bar";
    made.lang = language;
    made.dir = direction;
    made.setAttribute("aria-label", words.bar);
    made.innerHTML = "<p></p><button type=\"button\" data-lock-again></button><p class=\"lock-bar-said\" role=\"status\"></p>";
    made.querySelector("p").textContent = words.open;
    made.querySelector("button").textContent = words.again;
    var skip = page.querySelector("body > .skip");
    if (skip) { skip.after(made); } else { page.body.prepend(made); }
  }

  /* Some themes leave room beside all that stands on a page, others beside what they know. */
  function settleBar() {
    var made = document.querySelector(".lock-bar");
    made.classList.toggle("lock-bar-at-edge", made.getBoundingClientRect().left < 8);
  }

  /* The page as it is to be written, when its styles and scripts have addresses. */
  function prepared(text, path) {
    var page = new DOMParser().parseFromString(text, "text/html");
    setPolicy(page);
    page.body.dataset.root = "#/";
    each(page, "img", function (image) { holdPicture(image, path); });
    each(page, "video[src], audio[src]", function (media) { holdRecording(media, path); });
    each(page, "a[href]", function (link) { holdLink(link, path); });
    bar(page);
    var own = page.createElement("link");
    own.rel = "stylesheet";
    own.href = "unlock.css";
    var needed = [];
    each(page, "link[rel=stylesheet], script[src]", function (one) {
      var name = one.tagName === "LINK" ? "href" : "src";
      needed.push(addressOf(pathOf(one.getAttribute(name), path)).then(function (address) { one.setAttribute(name, address); }));
    });
    return Promise.all(needed).then(function () {
      page.head.append(own);
      return "<!doctype html>" + page.documentElement.outerHTML;
    });
  }

  function tell(text) {
    var note = document.querySelector(".lock-bar-said") || document.getElementById("lock_said");
    if (note) { note.textContent = text; }
  }

  function show() {
    var wanted = route();
    if (wanted.path === shown) { return goTo(wanted.fragment); }
    if (shown) { scrolls[shown] = window.scrollY; }
    var mine = turn += 1;
    return textOf(wanted.path).then(function (text) { return prepared(text, wanted.path); }).then(function (text) {
      if (mine !== turn) { return; }
      var back = pressed ? 0 : scrolls[wanted.path] || 0;
      pressed = false;
      shown = wanted.path;
      document.open();  /* which takes away all that listened */
      document.addEventListener("click", press, true);
      document.addEventListener("DOMContentLoaded", function () {
        if (!wanted.fragment) { window.scrollTo(0, back); }
        settleBar();
        fill(mine);
        goTo(wanted.fragment, true);
      });
      window.addEventListener("hashchange", follow);
      window.addEventListener("pageshow", forget);
      document.write(text);
      document.close();
      asked.forEach(function (waiting, number) { inject(number); });  /* what was on its way went with the old page */
    });
  }

  function follow() { show().catch(function (error) { tell(error.said || words.gone); }); }

  function forget(event) { if (event.persisted) { window.location.reload(); } }

  /* To a place on the page; or to its beginning, so that keyboard and screen reader begin there. */
  function goTo(fragment, isNew) {
    var place = fragment && document.getElementById(fragment);
    var focus = place || (isNew && document.querySelector("main"));
    if (place) {
      for (var around = place; around; around = around.parentElement) { if (around.tagName === "DETAILS") { around.open = true; } }
      place.scrollIntoView();
    }
    if (focus) {
      if (!focus.matches("a, button, input, summary, [tabindex]")) { focus.tabIndex = -1; }
      focus.focus({ preventScroll: true });
    }
    return Promise.resolve();
  }

  /* What a page shows is unlocked after it stands: first the pictures on the screen, then all others, then recordings. */

  function fillPicture(image) {
    if (!image.dataset.lockedPicture) { return Promise.resolve(); }
    var files = JSON.parse(image.dataset.lockedPicture);
    var wanted = (image.getBoundingClientRect().width || Number(image.getAttribute("width")) / 2) * (window.devicePixelRatio || 1);
    var rising = files.sort(function (one, other) { return one.width - other.width; });
    var best = rising.filter(function (one) { return one.width >= wanted; })[0] || rising[rising.length - 1];
    return addressOf(best.path).then(function (address) {
      delete image.dataset.lockedPicture;
      image.src = address;
    });
  }

  function fillPoster(media) {
    return addressOf(media.dataset.lockedPoster).then(function (address) { media.poster = address; });
  }

  function fillRecording(media) {
    return addressOf(media.dataset.lockedSrc).then(function (address) {
      if (!media.dataset.lockedSrc) { return; }
      delete media.dataset.lockedSrc;
      media.src = address;
    });
  }

  function fillLink(link) {
    return addressOf(link.dataset.lockedHref).then(function (address) {
      delete link.dataset.lockedHref;
      link.href = address;
    });
  }

  function isNear(image) {
    var place = image.getBoundingClientRect();
    return place.bottom > -200 && place.top < window.innerHeight + 200;
  }

  function fill(mine) {
    var all = [];
    each(document, "[data-locked-picture]", function (one) { if (isNear(one)) { all.push([fillPicture, one]); } });
    each(document, "[data-locked-poster]", function (one) { all.push([fillPoster, one]); });
    each(document, "[data-locked-picture]", function (one) { if (!isNear(one)) { all.push([fillPicture, one]); } });
    each(document, "[data-locked-src]", function (one) {
      if (index.files[one.dataset.lockedSrc] && index.files[one.dataset.lockedSrc][2] < SMALL_RECORDING) { all.push([fillRecording, one]); }
    });
    each(document, "a[data-large][data-locked-href]", function (one) { all.push([fillLink, one]); });
    function next() {
      if (mine !== turn || !all.length) { return; }
      var job = all.shift();
      job[0](job[1]).catch(function (error) { if (mine === turn) { tell(error.said || ""); } }).then(next);
    }
    for (var at = 0; at < AT_ONCE; at += 1) { next(); }
  }

  /* A press on what is not unlocked yet waits for it, and is then pressed again. */
  function press(event) {
    var target = event.target.closest ? event.target : event.target.parentElement;
    if (target.closest("[data-lock-again]")) { return lockAgain(); }
    var link = target.closest("a[href]");
    if (link && link.classList.contains("skip")) {
      event.preventDefault();
      return goTo(link.hash.slice(1));
    }
    if (link && /^#\//.test(link.getAttribute("href"))) { pressed = true; }
    var player = target.closest("[data-film], [data-voice], [data-name-said]");
    var media = player && player.querySelector("[data-locked-src]");
    var waits = link && link.dataset.lockedHref ? fillLink(link) : media ? fillRecording(media) : null;
    if (!waits) {
      if (link && link.getAttribute("href") === window.location.hash) { follow(); }
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    tell(words.working);
    waits.then(function () {
      tell("");
      target.click();
    }, function (error) { tell(error.said || words.gone); });
  }

  function lockAgain() {
    key = null;
    kept.clear();
    addresses.forEach(function (made) { made.then(URL.revokeObjectURL, function () {}); });
    addresses.clear();
    window.location.reload();
  }

  /* The form */

  var isWorking = false;

  function stopped(error) {
    isWorking = false;
    form.querySelector("button").removeAttribute("aria-disabled");
    said.textContent = error.said || words.damaged.replace("{file}", "index.html");
    document.getElementById("lock_words").focus();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var typed = folded(document.getElementById("lock_words").value);
    if (isWorking) { return; }
    if (!typed) { said.textContent = words.empty; return; }
    isWorking = true;
    form.querySelector("button").setAttribute("aria-disabled", "true");
    said.textContent = words.working;
    readHead().then(function () { return findKey(typed); }).then(readIndex).then(show).catch(stopped);
  });

  fetchEarly();
  form.hidden = false;
  document.getElementById("lock_words").focus();
})();
