"use strict";
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const pieces = all(".text [data-marks]"), cards = all("[data-fact]"), facts = document.querySelector(".facts");
  const marks = new Map(pieces.map(p => [p, p.dataset.marks.split(" ").filter(Boolean).map(m => m.split(":"))]));
  const card = fact => cards.find(c => c.dataset.fact === fact);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let pinned = null;

  // Light one fact: its words in the text and its card; null puts the light out.
  const light = fact => {
    document.body.classList.toggle("quiet", fact !== null);
    cards.forEach(c => c.classList.toggle("on", c.dataset.fact === fact));
    marks.forEach((list, p) => {
      const kinds = list.filter(m => m[1] === fact).map(m => m[0]);
      p.classList.toggle("lit", kinds.length > 0);
      p.classList.toggle("is-actor", kinds.includes("actor"));
      p.classList.toggle("is-recipient", kinds.includes("recipient"));
    });
  };
  const show = target => target && target.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  const pin = (fact, from) => {
    pinned = fact === pinned && from !== "link" ? null : fact;
    light(pinned);
    if (pinned) show(from === "text" ? card(pinned) : document.querySelector(".text .lit.trigger, .text .lit"));
  };

  // The facts under a piece of text, the nearest first: triggers, then parts, evidence, claims; mentions last.
  const order = ["trigger", "actor", "recipient", "figure", "time", "place", "with", "condition", "evidence", "cue", "source", "content", "held", "mention"];
  const under = p => [...new Set(marks.get(p).filter(m => order.includes(m[0])).sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0])).map(m => m[1]))]
    .filter(fact => card(fact) && !card(fact).hidden);

  pieces.forEach(p => {
    p.addEventListener("pointerenter", e => { if (e.pointerType === "mouse" && !pinned && under(p).length) light(under(p)[0]); });
    p.addEventListener("pointerleave", () => { if (!pinned) light(null); });
    p.addEventListener("click", e => {
      const here = under(p);
      if (!here.length) return;
      e.preventDefault();
      const next = here[(here.indexOf(pinned) + 1) % here.length];
      pin(next, e.detail === 0 ? "link" : "text");
      show(card(next));
      if (e.detail === 0) card(next).querySelector("h3 a").focus({ preventScroll: true });
    });
  });
  cards.forEach(c => {
    c.addEventListener("pointerenter", e => { if (e.pointerType === "mouse" && !pinned) light(c.dataset.fact); });
    c.addEventListener("pointerleave", () => { if (!pinned) light(null); });
    c.addEventListener("click", e => {
      const link = e.target.closest("a");
      if (link && !link.dataset.self) return;
      if (String(getSelection())) return;
      e.preventDefault();
      pin(c.dataset.fact, e.detail === 0 ? "link" : "card");
      if (e.detail === 0) document.querySelector(".text .lit.trigger")?.focus({ preventScroll: true });
    });
  });
  document.addEventListener("keydown", e => { if (e.key === "Escape") { pinned = null; light(null); } });

  // Filters: any of the types chosen, and any of the states chosen.
  const chips = all(".chip[data-group]"), told = document.querySelector("#shown"), clear = document.querySelector(".chip.clear");
  const chosen = group => chips.filter(b => b.dataset.group === group && b.getAttribute("aria-pressed") === "true").map(b => b.dataset.value);
  const filter = () => {
    const types = chosen("type"), states = chosen("state"), events = cards.filter(c => c.dataset.type);
    events.forEach(c => {
      const of = c.dataset.states.split(" ");
      c.hidden = (types.length && !types.includes(c.dataset.type)) || (states.length && !states.some(s => of.includes(s)));
    });
    const gone = new Set(events.filter(c => c.hidden).map(c => c.dataset.fact));
    marks.forEach((list, p) => {
      const mine = list.filter(m => m[0] === "evidence" || m[0] === "trigger");
      p.classList.toggle("off", mine.length > 0 && mine.every(m => gone.has(m[1])));
    });
    if (pinned && gone.has(pinned)) { pinned = null; light(null); }
    clear.hidden = !types.length && !states.length;
    told.textContent = gone.size ? `${events.length - gone.size} of ${events.length} events shown` : "";
    told.hidden = !gone.size;
  };
  chips.forEach(b => b.addEventListener("click", () => { b.setAttribute("aria-pressed", b.getAttribute("aria-pressed") !== "true"); filter(); }));
  if (clear) clear.addEventListener("click", () => { chips.forEach(b => b.setAttribute("aria-pressed", "false")); filter(); });
  all(".chips").forEach(c => { c.hidden = false; });
})();
