/* Films, voices and how a name is said. Without this script each has the browser's own controls, and nothing is missing. */
(function () {
  "use strict";

  function clock(seconds) {
    var whole = Math.floor(seconds);
    return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
  }

  function find(within, name) { return within.querySelector(name); }

  /* Somebody who starts one recording wants to hear that one alone. */
  document.addEventListener("play", function (event) {
    document.querySelectorAll("audio, video").forEach(function (other) {
      if (other !== event.target) { other.pause(); }
    });
  }, true);

  /* Captions that were switched off in one film stay off in the others of this page, and the other way round. */
  function captionsOf(media) {
    return Array.from(media.textTracks).filter(function (track) { return track.kind === "captions"; });
  }

  function share(film) {
    film.textTracks.addEventListener("change", function () {
      var own = captionsOf(film)[0];
      if (!own) { return; }
      document.querySelectorAll("video").forEach(function (other) {
        captionsOf(other).forEach(function (track) { if (track.mode !== own.mode) { track.mode = own.mode; } });
      });
    });
  }

  /* Starts it; where that cannot be, the browser's own controls say why. */
  function start(media, giveUp) {
    var started = media.play();
    if (started && started.catch) { started.catch(function (error) { if (error.name !== "AbortError") { giveUp(); } }); }
  }

  /* A film: its first frame is a button. Once it runs, the browser's own controls are the best there are. */
  document.querySelectorAll("[data-film]").forEach(function (player) {
    var film = find(player, "video");
    var button = find(player, ".film-start");

    function begin() {
      film.controls = true;
      button.hidden = true;
    }

    film.controls = false;
    button.hidden = false;
    player.classList.add("has-button");
    film.addEventListener("play", begin);
    button.addEventListener("click", function () {
      begin();
      film.focus();
      start(film, begin);
    });
    share(film);
  });

  /* The button says what a press of it does now. */
  function label(button, word, name) {
    find(button, ".player-word").textContent = word;
    button.setAttribute("aria-label", name);
  }

  /* A voice: one button, and its waveform, which shows the place and is a slider for mouse and keyboard. */
  document.querySelectorAll("[data-voice]").forEach(function (player) {
    var voice = find(player, "audio");
    var button = find(player, ".player-button");
    var slider = find(player, ".voice-place");
    var shape = find(player, ".voice-shape");
    var length = find(player, ".player-length");
    var cue = find(player, ".voice-cue");
    var whole = length.textContent;
    var played = shape && shape.cloneNode(true);

    function total() { return isFinite(voice.duration) ? voice.duration : Number(slider.max); }

    function show(seconds) {
      var share = total() ? Math.min(1, seconds / total()) : 0;
      slider.value = seconds;
      slider.setAttribute("aria-valuetext", clock(seconds) + " / " + whole);
      player.classList.toggle("has-begun", seconds > 0);
      player.style.setProperty("--played", (share * 100).toFixed(2) + "%");
      length.textContent = voice.paused && !seconds ? whole : clock(seconds);
    }

    function seek(seconds) {
      if (voice.readyState) { voice.currentTime = seconds; }
      else {
        voice.addEventListener("loadedmetadata", function () { voice.currentTime = Number(slider.value); }, { once: true });
        voice.preload = "metadata";
        voice.load();
      }
      show(seconds);
    }

    function giveUp() {
      voice.controls = true;
      find(player, ".voice-bar").hidden = true;
    }

    if (played) {
      played.classList.add("voice-played");
      shape.after(played);
    }
    var toListen = button.getAttribute("aria-label");
    voice.controls = false;
    button.hidden = slider.hidden = false;
    player.classList.add("has-button");

    button.addEventListener("click", function () {
      if (voice.paused) { start(voice, giveUp); } else { voice.pause(); }
    });
    slider.addEventListener("input", function () { seek(Number(slider.value)); });
    voice.addEventListener("loadedmetadata", function () { slider.max = total(); });
    voice.addEventListener("timeupdate", function () { show(voice.currentTime); });
    voice.addEventListener("play", function () {
      player.classList.add("is-playing");
      label(button, player.dataset.pause, button.dataset.toPause);
    });
    voice.addEventListener("pause", function () {
      player.classList.remove("is-playing");
      label(button, player.dataset.listen, toListen);
    });
    voice.addEventListener("ended", function () {
      voice.currentTime = 0;
      show(0);
    });

    /* A voice has no picture for its captions: they stand under the waveform while they are said. */
    captionsOf(voice).forEach(function (track) {
      track.mode = "hidden";
      track.addEventListener("cuechange", function () {
        var said = Array.from(track.activeCues || []).map(function (one) { return one.getCueAsHTML().textContent; });
        cue.textContent = said.join(" ");
      });
    });
  });

  /* A name: a press says it, another stops. */
  document.querySelectorAll("[data-name-said]").forEach(function (player) {
    var voice = find(player, "audio");
    var button = find(player, "button");

    voice.controls = false;
    button.hidden = false;
    player.classList.add("has-button");
    button.addEventListener("click", function () {
      if (!voice.paused) { voice.pause(); return; }
      voice.currentTime = 0;
      start(voice, function () { voice.controls = true; });
    });
    ["play", "pause"].forEach(function (change) {
      voice.addEventListener(change, function () { player.classList.toggle("is-playing", !voice.paused); });
    });
  });
})();
