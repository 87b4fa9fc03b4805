"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const form = document.querySelector(".filters");
  root.classList.add("scripted");
  const mostOpen = 20; // with more files their reports stay folded until they are wanted
  if (all(".file").length <= mostOpen) for (const body of all(".body")) body.open = true;

  const filter = () => {
    const severities = new Set(all("[name=severity]:checked", form).map((box) => box.value));
    const rule = form.rule.value;
    const path = form.path.value.trim().toLowerCase();
    const passes = (node) =>
      severities.has(node.dataset.severity) && (!rule || node.dataset.rule === rule);
    let shown = 0;
    for (const row of all(".by.files tbody tr")) row.hidden = !row.dataset.path.includes(path);
    for (const file of all(".file")) {
      const named = file.dataset.path.includes(path);
      let left = 0;
      for (const finding of all(".finding", file)) {
        finding.hidden = !passes(finding);
        left += !finding.hidden;
      }
      for (const ref of all(".ref", file)) ref.hidden = !passes(ref);
      for (const flag of all(".flag", file)) {
        flag.classList.toggle("off", !flag.querySelector(".ref:not([hidden])"));
      }
      file.hidden = !named || !left;
      shown += file.hidden ? 0 : left;
    }
    const output = form.querySelector("output");
    output.textContent = output.dataset.words.replace("{}", shown);
  };
  if (form) {
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  const covered = () => (form && getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0);
  const keepClear = () => (root.style.scrollPaddingTop = `${covered() + 16}px`);
  keepClear();
  addEventListener("resize", keepClear);

  const margin = 8; // between a tip and the edge of the window
  const place = (tip) => {
    const cell = tip.parentElement.getClientRects()[0];
    if (!cell) return;
    tip.style.maxHeight = "none";
    const top = covered() + margin;
    const above = cell.top - top;
    const below = innerHeight - margin - cell.bottom;
    const { width, height } = tip.getBoundingClientRect();
    const rises = height <= above || above >= below;
    const room = Math.max(rises ? above : below, 4 * margin);
    const left = cell.left + (cell.width - width) / 2;
    tip.style.maxHeight = `${room}px`;
    tip.style.left = `${Math.max(margin, Math.min(left, root.clientWidth - margin - width))}px`;
    tip.style.top = `${rises ? cell.top - Math.min(height, room) : cell.bottom}px`;
  };
  let near = []; // the tips of what is pointed at or has the focus
  const placeAll = () => near.filter((tip) => tip.offsetWidth).forEach(place);
  for (const event of ["mouseover", "focusin", "click"]) {
    document.addEventListener(event, ({ target }) => {
      const flag = target.closest && (target.closest(".flag") || target.closest(".ref"));
      if (!flag || target.closest(".tip")) return;
      near = [...new Set([...near.filter((tip) => tip.offsetWidth), ...all(".tip", flag)])];
      placeAll();
    });
  }
  const follow = ({ target }) => target.matches?.(".tip") || placeAll();
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", placeAll);

  let pinned = null;
  const involve = (finding) => {
    for (const node of all(".involved, .current")) node.classList.remove("involved", "current");
    if (!finding) return;
    finding.classList.add("current");
    for (const id of (finding.dataset.cells || "").split(" ")) {
      const cell = id && document.getElementById(id);
      if (cell) cell.classList.add("involved");
    }
  };
  const findingOf = (target) => {
    const finding = target.closest(".finding");
    if (finding) return finding;
    const flag = target.closest("[data-finding], [data-findings]");
    if (!flag) return null;
    const number = flag.dataset.finding || flag.dataset.findings.split(" ")[0];
    return document.getElementById(`${flag.closest(".file").id}-n${number}`);
  };
  for (const [event, on] of [["mouseover", 1], ["focusin", 1], ["mouseout", 0], ["focusout", 0]]) {
    document.addEventListener(event, ({ target }) => {
      const finding = target.closest && findingOf(target);
      if (finding) involve(on ? finding : pinned);
    });
  }
  document.addEventListener("click", ({ target }) => {
    pinned = findingOf(target);
    involve(pinned);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") {
      pinned = null;
      involve(null);
      if (document.activeElement) document.activeElement.blur();
    }
  });
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details:not([open])");
    if (folded) {
      folded.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();
  let unfolded = []; // for the print, and folded again behind it
  addEventListener("beforeprint", () => {
    unfolded = all("details:not([open])");
    for (const node of unfolded) node.open = true;
  });
  addEventListener("afterprint", () => {
    for (const node of unfolded) node.open = false;
  });
})();
