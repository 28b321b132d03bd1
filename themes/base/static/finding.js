/* Search without a server: a scan of the folded words in search.js. Folding drops case, accents, and the marks of Arabic. */
(function () {
  "use strict";

  var entries = window.profilegenSearch;
  var box = document.querySelector("[data-search]");
  if (!entries || !box) { return; }

  var MOST_RESULTS = 30;
  var AROUND = 90;
  var MARKS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g;
  var UNSPACED = /[\u2e80-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af\u0e00-\u0eff]/;
  var WORDS = /[\p{L}\p{N}\p{M}]+/gu;

  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(MARKS, "").normalize("NFC")
      .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
      .replace(/\u0649/g, "\u064a")
      .replace(/\u0629/g, "\u0647")
      .replace(/ß/g, "ss").replace(/ł/g, "l").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ı/g, "i");
  }

  function wordsOf(text) { return text.match(WORDS) || []; }

  /* Chinese, Japanese and the like write no spaces: there, a run of characters is found pair by pair, anywhere. */
  function pairs(word) {
    if (word.length < 3) { return [word]; }
    var found = [];
    for (var at = 0; at + 1 < word.length; at += 1) { found.push(word.slice(at, at + 2)); }
    return found;
  }

  var index = entries.map(function (entry) {
    var title = fold(entry.title);
    var text = fold(entry.title + " " + entry.text);
    return { entry: entry, title: title, text: text, words: " " + wordsOf(text).join(" ") };
  });

  function holds(folded, word) {
    if (UNSPACED.test(word)) { return pairs(word).every(function (pair) { return folded.text.includes(pair); }); }
    return folded.words.includes(" " + word) || folded.words.includes(" ال" + word);
  }

  function weight(folded, words) {
    return words.filter(function (word) { return folded.title.includes(word); }).length;
  }

  function find(query) {
    var words = wordsOf(fold(query));
    if (!words.length) { return []; }
    return index
      .filter(function (folded) { return words.every(function (word) { return holds(folded, word); }); })
      .map(function (folded, order) { return { entry: folded.entry, weight: weight(folded, words), order: order }; })
      .sort(function (one, other) { return other.weight - one.weight || one.order - other.order; })
      .map(function (found) { return found.entry; });
  }

  /* The words around the first place where the query stands. */
  function around(text, query) {
    var first = wordsOf(fold(query))[0] || "";
    var at = Math.max(0, text.toLowerCase().indexOf(first));
    var start = at > AROUND / 2 ? text.indexOf(" ", at - AROUND / 2) + 1 : 0;
    var part = text.slice(start, start + AROUND * 2);
    var more = start + AROUND * 2 < text.length;
    if (more && part.lastIndexOf(" ") > AROUND) { part = part.slice(0, part.lastIndexOf(" ")); }
    return (start ? "… " : "") + part + (more ? " …" : "");
  }

  var input = box.querySelector("input");
  var list = box.querySelector(".search-results");
  var count = box.querySelector(".search-count");
  var root = document.body.dataset.root;

  function line(entry, query) {
    var link = document.createElement("a");
    link.href = root + entry.address;
    [["search-found", entry.title], ["search-around", around(entry.text, query)]].forEach(function (part) {
      if (!part[1]) { return; }
      var words = document.createElement("span");
      words.className = part[0];
      words.dir = "auto";
      words.textContent = part[1];
      link.append(words);
    });
    var row = document.createElement("li");
    row.append(link);
    return row;
  }

  function countWords(number) {
    if (!number) { return box.dataset.none; }
    return number === 1 ? box.dataset.one : box.dataset.many.replace("{number}", number);
  }

  input.addEventListener("input", function () {
    var query = input.value.trim();
    var found = query ? find(query) : [];
    list.replaceChildren.apply(list, found.slice(0, MOST_RESULTS).map(function (entry) { return line(entry, query); }));
    count.textContent = query ? countWords(found.length) : "";
  });

  var here = document.querySelector("[data-search-here]");
  if (here) { here.hidden = false; }

  var dialog = document.getElementById("search_dialog");
  var opener = document.querySelector("[data-search-open]");
  if (!dialog || !opener || typeof dialog.showModal !== "function") { return; }
  opener.hidden = false;
  opener.querySelector("button").addEventListener("click", function () {
    dialog.showModal();
    input.focus();
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest("[data-search-close], a")) { dialog.close(); }
  });
})();
