// What the pages gain from a script: drafts that survive a lost session, keys for lists, focus.
// Everything here is an extra; each page works without it.
(function () {
  "use strict";
  const DRAFT = "draft:";
  const SENT = "draft-sent";
  const KEYS_OFF = "keys-off";
  const person = document.body.dataset.person || "";

  // --- Drafts: what was typed stays in this tab until it is saved ------------------------------

  function draftKey(form) {
    return DRAFT + person + ":" + form.dataset.draft;
  }

  function typedFields(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.name && field.type !== "hidden" && field.type !== "password"
        && !field.hasAttribute("data-undrafted");
    });
  }

  function touched(field) {
    if (field.type === "radio" || field.type === "checkbox") {
      return field.checked !== field.defaultChecked;
    }
    if (field.options) {
      return Array.from(field.options).some(function (option) {
        return option.selected !== option.defaultSelected;
      });
    }
    return field.value !== field.defaultValue;
  }

  // Only what was changed is kept: the rest may be newer on the server by then.
  function keepDraft(form) {
    const changed = typedFields(form).filter(touched).map(function (field) {
      const pick = field.type === "radio" || field.type === "checkbox";
      return { name: field.name, pick: pick, value: field.value, checked: field.checked };
    });
    if (changed.length) store(draftKey(form), JSON.stringify(changed));
    else forget(draftKey(form));
  }

  function restoreField(form, kept) {
    typedFields(form).forEach(function (field) {
      if (field.name !== kept.name) return;
      if (!kept.pick) field.value = kept.value;
      else if (field.value === kept.value) field.checked = kept.checked;
    });
  }

  function restoreDraft(form) {
    const text = read(draftKey(form));
    if (!text || form.dataset.draftRestored) return;
    form.dataset.draftRestored = "yes";
    // A form that came back with errors or a question already holds what was typed.
    if (form.querySelector(".error-summary, [data-came-back]")) return;
    JSON.parse(text).forEach(function (kept) { restoreField(form, kept); });
    const note = form.querySelector("[data-draft-note]");
    if (note) note.hidden = !typedFields(form).some(touched);
  }

  function dropDraft(form) {
    forget(draftKey(form));
    form.reset();
    form.querySelector("[data-draft-note]").hidden = true;
  }

  function store(key, text) {
    try { sessionStorage.setItem(key, text); } catch (full) { /* the draft is an extra */ }
  }
  function read(key) {
    try { return sessionStorage.getItem(key); } catch (closed) { return null; }
  }
  function forget(key) {
    try { sessionStorage.removeItem(key); } catch (closed) { /* nothing to forget */ }
  }

  function forgetAll() {
    try { sessionStorage.clear(); } catch (closed) { /* nothing to forget */ }
  }

  document.addEventListener("input", function (event) {
    const form = event.target.form;
    if (form && form.dataset.draft) keepDraft(form);
  });

  // The draft that was sent last goes once a page says that something was saved; not before, since
  // the way there may lead over the sign-in or over two versions side by side.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    form.classList.add("sending");
    if (form.dataset.draft) store(SENT, draftKey(form));
    // Whoever signs out on purpose leaves nothing behind for the next person at this screen.
    if (form.hasAttribute("data-sign-out")) forgetAll();
  });

  function forgetSent() {
    const key = read(SENT);
    if (key) forget(key);
    forget(SENT);
  }

  function settleSentDraft() {
    if (person && document.querySelector("#notices .notice")) forgetSent();
  }

  document.addEventListener("htmx:after:request", function (event) {
    const ctx = event.detail.ctx || {};
    const form = ctx.sourceElement && ctx.sourceElement.closest("form[data-draft]");
    if (!form) return;
    form.classList.remove("sending");
    const raw = ctx.response && ctx.response.raw;
    const ledAway = raw && raw.headers && raw.headers.get("HX-Redirect");
    const method = ctx.request && String(ctx.request.method).toUpperCase();
    if (raw && raw.ok && !ledAway && method !== "GET") forgetSent();
  });

  // --- Swapped content: wake the design system's parts, drafts and focus -----------------------

  function wake(scope) {
    if (window.DKFDS && !scope.dataset.awake) {
      scope.dataset.awake = "yes";
      window.DKFDS.init({ scope: scope });
    }
    scope.querySelectorAll("form[data-draft]").forEach(restoreDraft);
    if (scope.matches("form[data-draft]")) restoreDraft(scope);
    scope.querySelectorAll(".table-frame, .chart-frame").forEach(function (frame) {
      // Only what scrolls needs to be a stop for the Tab key.
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    });
  }

  function focusOn(element) {
    if (!element) return;
    element.focus();
    if (element.matches("textarea, input[type=text]")) {
      element.setSelectionRange(element.value.length, element.value.length);
    }
  }

  // A part that comes while somebody is elsewhere takes nothing from them: it says where the focus
  // goes only if it went with what was there before.
  function refocus(element) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const part = element.closest("[data-refocus]") || element.querySelector("[data-refocus]");
    if (part) focusOn(document.getElementById(part.dataset.refocus));
  }

  document.addEventListener("htmx:after:process", function (event) {
    const element = (event.detail && event.detail.elt) || event.target;
    if (!(element instanceof HTMLElement) || element === document.body) return;
    wake(element);
    focusOn(element.querySelector("[data-focus]") || element.querySelector("[autofocus]"));
    refocus(element);
  });

  // --- Keys ------------------------------------------------------------------------------------

  function typing(target) {
    return target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  }

  function keysAreOff() {
    try { return localStorage.getItem(KEYS_OFF) !== null; } catch (closed) { return false; }
  }

  function step(by) {
    const rows = Array.from(document.querySelectorAll("[data-row]"));
    if (!rows.length) return;
    const now = rows.indexOf(document.activeElement.closest("[data-row]"));
    const row = rows[Math.min(Math.max(now + by, 0), rows.length - 1)];
    (row.querySelector("[data-open]") || row.querySelector("a[href], button") || row).focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function edit() {
    const row = document.activeElement.closest("[data-row]") || document;
    const button = row.querySelector("[data-edit]");
    if (button) button.click();
  }

  function select() {
    const row = document.activeElement.closest("[data-row]");
    const box = row && row.querySelector("[data-select]");
    if (box) box.click();
  }

  // How many rows are ticked stands beside what may be done with them.
  document.addEventListener("change", function (event) {
    const shown = document.querySelector("[data-selected]");
    if (!shown || !event.target.matches("[data-select]")) return;
    const count = document.querySelectorAll("[data-select]:checked").length;
    shown.textContent = String(count);
    shown.hidden = count === 0;
  });

  function search() {
    const field = document.querySelector("input[type=search], [data-search]");
    if (field) field.focus();
    return Boolean(field);
  }

  function leave(target) {
    const menu = target.closest("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    const opened = target.closest("form, [data-opened]");
    const way = opened && opened.querySelector("[data-leave]");
    if (way) way.click();
  }

  const acts = {
    j: function () { step(1); },
    k: function () { step(-1); },
    e: edit,
    x: select,
    "?": function () { window.location.assign("/help/keys"); },
  };

  document.addEventListener("keydown", function (event) {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Escape") leave(target);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target.form) {
      event.preventDefault();
      target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(target)) return;
    if (keysAreOff()) return;
    if (event.key === "/" && search()) event.preventDefault();
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    }
  });

  document.addEventListener("click", function (event) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      const chosen = event.target.closest("[hx-get]");
      if (chosen || !menu.contains(event.target)) menu.open = false;
    });
    const drop = event.target.closest("[data-draft-drop]");
    if (drop) dropDraft(drop.form);
    // Escape clicks the same link from here; then the draft stays, since a key is easily hit.
    const way = event.isTrusted && event.target.closest("[data-leave]");
    const form = way && way.closest("form");
    if (form && form.dataset.draft) forget(draftKey(form));
    else if (form && form.matches(".conflict")) forgetSent();
  });

  // --- Start -----------------------------------------------------------------------------------

  const keysSwitch = document.querySelector("[data-keys-switch]");
  if (keysSwitch) {
    const box = keysSwitch.querySelector("input");
    keysSwitch.hidden = false;
    box.checked = !keysAreOff();
    box.addEventListener("change", function () {
      if (box.checked) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "yes");
    });
  }

  settleSentDraft();
  if (window.DKFDS) window.DKFDS.init();
  document.body.dataset.awake = "yes";
  document.querySelectorAll("form[data-draft]").forEach(restoreDraft);
  wake(document.getElementById("main"));
  focusOn(document.querySelector("[data-focus]"));
}());
