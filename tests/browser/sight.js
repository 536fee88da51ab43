// What an eye sees: where a thing is, what lies over it, what is written on the screen.
const sight = (() => {
  const clean = (text) => text.replace(/\s+/g, " ").trim();
  const name = (element) => {
    if (!element || element === document.documentElement || element === document.body) return "the page";
    const words = clean(element.getAttribute("aria-label") || element.labels?.[0]?.innerText || element.innerText || element.name || "");
    return `<${element.localName}${element.id && "#" + element.id}${words && " “" + words.slice(0, 60) + "”"}>`;
  };
  const bare = (element) => { // not for eyes: for programs that read aloud, or fully transparent
    const box = element.getBoundingClientRect();
    return box.width < 4 || box.height < 4 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  };
  const bordered = (element) => parseFloat(getComputedStyle(element).borderBlockStartWidth) > 0;

  // What a person takes for it: a tick box is its label, an editor the box it stands in.
  const body = (element) => {
    const label = [...(element.labels || [])].find((one) => !bare(one)), box = element.getBoundingClientRect();
    const ticked = ["checkbox", "radio", "file"].includes(element.type), tiny = box.width < 4 || box.height < 4;
    if (label && ((ticked && label.contains(element)) || tiny)) return label;
    if (!element.isContentEditable) return element;
    let around = element;
    for (let level = 0; level < 3 && !bordered(around) && around.parentElement; level++) around = around.parentElement;
    return bordered(around) ? around : element;
  };
  const piece = (element) => // a link over two lines is tapped on its longer piece
    [...element.getClientRects()].reduce((best, one) => (one.width * one.height > best.width * best.height ? one : best), new DOMRect());
  const shown = (element) => { // the part of it that no scrolling frame and no edge of the screen cuts off
    const box = piece(element), part = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
    const cut = (edge) => {
      part.left = Math.max(part.left, edge.left); part.right = Math.min(part.right, edge.right);
      part.top = Math.max(part.top, edge.top); part.bottom = Math.min(part.bottom, edge.bottom);
    };
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflow !== "visible") cut(up.getBoundingClientRect());
    }
    cut({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    return part;
  };
  const mine = (hit, target, element) =>
    target.contains(hit) || element.contains(hit) || hit.closest("label")?.control === element;

  const of = (element) => {
    const target = body(element);
    const box = piece(target), part = shown(target), whole = document.documentElement;
    const x = (part.left + part.right) / 2, y = (part.top + part.bottom) / 2;
    const least = Math.min(box.height, innerHeight / 3);
    const on_screen = part.right - part.left >= Math.min(box.width, 24) && part.bottom - part.top >= least - 1;
    const hit = on_screen ? document.elementFromPoint(x, y) : null;
    const way = box.top + box.height / 2 - innerHeight / 2;
    return {
      what: name(target), x, y, width: box.width, height: box.height, on_screen,
      over: on_screen && !(hit && mine(hit, target, element)) ? name(hit) : "",
      disabled: Boolean(element.closest("[aria-disabled=true], [inert]")) || element.matches(":disabled"),
      touch: navigator.maxTouchPoints > 0,
      way: Math.max(-scrollY, Math.min(way, whole.scrollHeight - innerHeight - scrollY)),
    };
  };

  const focus = () => {
    const field = document.activeElement, part = shown(field);
    const written = field.matches("textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])");
    return {
      what: name(field), text: field.isContentEditable ? field.innerText : (field.value ?? ""),
      editable: field.isContentEditable || (written && !field.disabled && !field.readOnly),
      shown: part.right > part.left && part.bottom > part.top,
    };
  };

  const legible = (element, now) => {
    const box = element.getBoundingClientRect();
    if (bare(element) || box.right <= 0 || box.left >= innerWidth || box.bottom + scrollY <= 0) return false;
    for (let up = element.parentElement; up; up = up.parentElement) if (up.matches(".sr-only") || (getComputedStyle(up).clipPath !== "none" && bare(up))) return false;
    return !now || (box.bottom > 0 && box.top < innerHeight);
  };
  const read = (all, now) => all.some((element) => legible(element, now));
  const first = () => {
    const walker = document.createTreeWalker(document.querySelector("main") || document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let element = node.parentElement;
      if (!node.data.trim() || element.matches("script, style, noscript, template") || !legible(element, true)) continue;
      while (getComputedStyle(element).display.startsWith("inline")) element = element.parentElement;
      return clean(element.innerText);
    }
    return "";
  };
  return { of, focus, read, first };
})();
