// The picture of a round: a cube-map panorama (Pannellum) or a flat photograph, in one place of the page.
// Reruns call this again with the same token: nothing happens then, so the view stays where it was.

const SVG = "http://www.w3.org/2000/svg";
const MAX_PHOTO_ZOOM = 8;
const NEAR_HFOV = 75; // degrees: how wide the view is at most when it turns to a clue
const LIFTS = [30, 60, 90, -30, 120, -60, 150, -90, 180]; // px a mark's number stands above its thing
const APART = 29; // px between the middles of two numbers

function loadScript(url) {
  window.pigeonholeScripts ??= new Map();
  if (!window.pigeonholeScripts.has(url)) {
    window.pigeonholeScripts.set(url, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = resolve;
      script.onerror = () => {
        window.pigeonholeScripts.delete(url);
        reject(new Error(url));
      };
      document.head.append(script);
    }));
  }
  return window.pigeonholeScripts.get(url);
}

// Its style sheet has to be there before Pannellum measures anything.
function loadStyle(stage, url) {
  stage.pannellumStyle ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    link.onload = resolve;
    link.onerror = () => reject(new Error(url));
    stage.parentNode.prepend(link);
  });
  return stage.pannellumStyle;
}

function element(tag, className, parent) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (parent) parent.append(made);
  return made;
}

function compass(parent, label, onClick) {
  const button = element("button", "compass", parent);
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.title = label;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-50 -50 100 100");
  const rose = document.createElementNS(SVG, "g");
  const draw = (tag, attributes, text) => {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    if (text) shape.textContent = text;
    rose.append(shape);
  };
  for (let angle = 0; angle < 360; angle += 15) {
    const long = angle % 90 === 0;
    draw("line", { x1: 0, x2: 0, y1: -44, y2: long ? -37 : -41, transform: `rotate(${angle})`, class: "tick" });
  }
  draw("path", { d: "M0 -30 L8 0 L-8 0 Z", class: "north" });
  draw("path", { d: "M0 30 L8 0 L-8 0 Z", class: "south" });
  svg.append(rose);
  button.append(svg);
  button.addEventListener("click", onClick);
  return (yaw) => rose.setAttribute("transform", `rotate(${-yaw})`);
}

function zoomButtons(parent, words, zoom) {
  const box = element("div", "zoom", parent);
  for (const [sign, label, step] of [["+", words.zoomIn, 1], ["−", words.zoomOut, -1]]) {
    const button = element("button", "", box);
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => zoom(step));
  }
}

const faces = (token) => ["f", "r", "b", "l", "u", "d"].map((face) => `/panorama/${token}/${face}`);

// Larger pictures of the same view, once the server has drawn them; a view that is being turned waits.
// The server holds the first face back until all are drawn: one connection waits, five of the browser's
// six stay free for the page.
async function sharpen(holder, viewer, token, signal) {
  const [first, ...others] = faces(token);
  const there = async (url) => {
    for (;;) {
      const answer = await fetch(url, { signal });
      if (answer.status !== 202) return answer.ok && answer.blob(); // 202: still being drawn
    }
  };
  try {
    if (!(await there(first))) return;
    if (!(await Promise.all(others.map(there))).every(Boolean)) return;
  } catch {
    return; // the round is over, or the server is gone: the smaller picture stays
  }
  while (holder.isConnected && holder.matches(":active")) await new Promise((again) => setTimeout(again, 200));
  if (!holder.isConnected || signal.aborted) return;
  viewer.loadScene("sharp", "same", "same", "same");
  holder.dataset.sharp = token;
}

// Marks stand at their things: a dot on the thing, a number above it. Numbers keep clear of one another.
// A mark and the row of the page with the same number (data-clue) choose each other; without rows, or where
// they are in a folded list, the marks wait.
function clueMarks(holder, marks, lookAt) {
  const pins = [];
  const rows = () => document.querySelectorAll("[data-clue]");
  const choose = (number) => {
    holder.dataset.chosen = number;
    for (const { mark, spot, button } of pins) {
      spot.classList.toggle("chosen", mark.number === number);
      button.setAttribute("aria-pressed", mark.number === number);
    }
    for (const row of rows()) row.setAttribute("aria-pressed", Number(row.dataset.clue) === number);
  };
  const chooseRow = (mark) => {
    choose(mark.number);
    document.querySelector(`[data-clue="${mark.number}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const create = (spot, mark) => {
    element("i", "stem", spot);
    const button = element("button", "number", spot);
    button.type = "button";
    button.textContent = mark.number;
    button.title = mark.label;
    button.setAttribute("aria-label", mark.label);
    button.setAttribute("aria-pressed", false);
    button.addEventListener("click", () => chooseRow(mark));
    Object.assign(spot.dataset, { mark: mark.number, heading: mark.heading, elevation: mark.elevation });
    pins.push({ mark, spot, button, lift: LIFTS[0] });
  };
  const clicked = (event) => {
    const row = event.target.closest?.("[data-clue]");
    const mark = row && marks.find(({ number }) => number === Number(row.dataset.clue));
    if (!mark) return;
    choose(mark.number);
    lookAt(mark);
    holder.scrollIntoView({ block: "nearest" });
  };
  const fold = () => {
    const row = document.querySelector("[data-clue]");
    holder.classList.toggle("unmarked", !row || row.closest("details")?.open === false);
  };
  // Before the pictures move there is nothing to arrange; a pin out of view is hidden by Pannellum.
  const arrange = () => {
    fold();
    const seen = pins.filter(({ spot }) => spot.style.visibility === "visible");
    const dots = seen.map((pin) => ({ pin, ...middle(pin.spot) })).sort((a, b) => a.x - b.x);
    const taken = [];
    for (const { pin, x, y } of dots) {
      const free = (lift) =>
        y - lift > 14 && y - lift < holder.clientHeight - 14 &&
        taken.every((other) => Math.hypot(other.x - x, other.y - (y - lift)) >= APART) &&
        dots.every((dot) => dot.pin === pin || Math.hypot(dot.x - x, dot.y - (y - lift)) >= 16);
      const lift = [pin.lift, ...LIFTS].find(free) ?? pin.lift;
      taken.push({ x, y: y - lift });
      if (lift === pin.lift && pin.placed) continue;
      pin.lift = lift;
      pin.placed = true;
      pin.spot.style.setProperty("--lift", `${lift}px`);
      pin.spot.style.setProperty("--foot", `${Math.min(0, lift)}px`);
      pin.spot.style.setProperty("--reach", `${Math.abs(lift)}px`);
    }
  };
  const middle = (spot) => {
    const box = spot.getBoundingClientRect(), frame = holder.getBoundingClientRect();
    return { x: box.left + box.width / 2 - frame.left, y: box.top + box.height / 2 - frame.top };
  };
  document.addEventListener("click", clicked);
  document.addEventListener("toggle", fold, true);
  return {
    spots: marks.map((mark) => ({
      pitch: mark.elevation, yaw: mark.heading, cssClass: "mark", createTooltipFunc: create, createTooltipArgs: mark,
    })),
    arrange,
    destroy: () => {
      document.removeEventListener("click", clicked);
      document.removeEventListener("toggle", fold, true);
    },
  };
}

function showPanorama(stage, data) {
  const holder = element("div", "panorama", stage);
  holder.setAttribute("role", "application");
  holder.setAttribute("aria-label", data.words.panorama);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const wide = stage.clientWidth > stage.clientHeight;
  const scene = (token) => ({ type: "cubemap", cubeMap: faces(token) });
  const marks = clueMarks(holder, data.marks, (mark) => {
    const near = Math.min(viewer.getHfov(), NEAR_HFOV);
    viewer.lookAt(mark.elevation, mark.heading, near, still ? 0 : 700);
  });
  const common = {
    firstScene: "first",
    sceneFadeDuration: 300,
    autoLoad: true,
    showControls: false,
    compass: false,
    hotSpots: marks.spots,
    yaw: data.heading,
    hfov: wide ? 95 : 70,
    minHfov: 25,
    maxHfov: wide ? 115 : 95,
    friction: 0.12,
    touchPanSpeedCoeffFactor: 1,
    autoRotate: data.drift && !still ? -1.5 : false,
    mouseZoom: !data.drift,
    keyboardZoom: !data.drift,
    draggable: !data.drift,
    disableKeyboardCtrl: !!data.drift,
    strings: { loadingLabel: data.words.loading, fileAccessError: data.words.missing },
  };
  const scenes = { first: scene(data.token), sharp: scene(data.sharp) };
  const viewer = window.pannellum.viewer(holder, { default: common, scenes });
  const leaving = new AbortController();
  viewer.on("load", () => {
    if (holder.dataset.loaded) return;
    holder.dataset.loaded = data.token;
    if (data.sharp) sharpen(holder, viewer, data.sharp, leaving.signal);
    if (!data.drift && data.focus) holder.focus({ preventScroll: true });
  });
  const watcher = new ResizeObserver(() => viewer.resize());
  watcher.observe(holder);
  let following = 0;
  if (!data.drift) {
    const turn = compass(stage, data.words.compass, () => viewer.lookAt(0, 0, undefined, 600));
    // Pannellum tells nobody when the view turns; asking now and then leaves an idle page idle.
    following = setInterval(() => {
      const view = [viewer.getYaw(), viewer.getHfov(), viewer.getPitch()].map((angle) => angle.toFixed(1)).join(" ");
      marks.arrange();
      if (view === holder.dataset.view) return;
      holder.dataset.view = view;
      turn(viewer.getYaw());
    }, 60);
    zoomButtons(stage, data.words, (step) => viewer.setHfov(viewer.getHfov() - 15 * step, 250));
  }
  return {
    destroy: () => {
      leaving.abort();
      marks.destroy();
      clearInterval(following);
      watcher.disconnect();
      viewer.destroy();
    },
  };
}

function showPhoto(stage, data) {
  const holder = element("div", "photo", stage);
  holder.tabIndex = 0;
  holder.setAttribute("role", "application");
  holder.setAttribute("aria-label", data.words.photo);
  const url = `/panorama/${data.token}/photo`;
  const backdrop = element("div", "backdrop", holder);
  backdrop.style.backgroundImage = `url("${url}")`;
  const image = element("img", "", holder);
  image.alt = "";
  image.draggable = false;
  image.src = url;
  let scale = 1, x = 0, y = 0;
  const place = () => {
    const spareX = Math.max(0, (image.clientWidth * scale - holder.clientWidth) / 2);
    const spareY = Math.max(0, (image.clientHeight * scale - holder.clientHeight) / 2);
    x = Math.min(spareX, Math.max(-spareX, x));
    y = Math.min(spareY, Math.max(-spareY, y));
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    holder.dataset.scale = scale.toFixed(3);
  };
  const zoom = (factor, clientX, clientY) => {
    const box = holder.getBoundingClientRect();
    const px = (clientX ?? box.left + box.width / 2) - box.left - box.width / 2;
    const py = (clientY ?? box.top + box.height / 2) - box.top - box.height / 2;
    const next = Math.min(MAX_PHOTO_ZOOM, Math.max(1, scale * factor));
    x = px - ((px - x) * next) / scale;
    y = py - ((py - y) * next) / scale;
    scale = next;
    place();
  };
  const fingers = new Map();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { gap: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };
  holder.addEventListener("pointerdown", (event) => {
    holder.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    holder.focus({ preventScroll: true });
  });
  holder.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const before = fingers.size === 2 ? spread() : null;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (before) {
      const now = spread();
      zoom(now.gap / Math.max(1, before.gap), now.x, now.y);
    } else {
      x += event.clientX - last.x;
      y += event.clientY - last.y;
      place();
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    holder.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  holder.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), event.clientX, event.clientY);
  }, { passive: false });
  holder.addEventListener("dblclick", (event) => zoom(2, event.clientX, event.clientY));
  holder.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (step) {
      x += step[0];
      y += step[1];
      place();
    } else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else return;
    event.preventDefault();
  });
  image.addEventListener("load", () => {
    holder.dataset.loaded = data.token;
    place();
    if (data.focus) holder.focus({ preventScroll: true });
  });
  const watcher = new ResizeObserver(place);
  watcher.observe(holder);
  zoomButtons(stage, data.words, (direction) => zoom(direction > 0 ? 1.5 : 1 / 1.5));
  return { destroy: () => watcher.disconnect() };
}

function clear(stage) {
  stage.shown?.destroy();
  stage.shown = null;
  stage.replaceChildren();
}

async function show(stage, data) {
  const wanted = JSON.stringify([data.token, data.kind, data.drift, data.marks]);
  stage.className = `stage ${data.place}`;
  if (stage.wanted !== wanted) {
    stage.wanted = wanted;
    clear(stage);
    try {
      if (data.kind === "panorama") {
        await Promise.all([loadScript("/library/pannellum.js"), loadStyle(stage, "/library/pannellum.css")]);
      }
      if (stage.wanted !== wanted) return;
      stage.shown = data.kind === "panorama" ? showPanorama(stage, data) : showPhoto(stage, data);
    } catch {
      stage.wanted = null;
      element("p", "missing", stage).textContent = data.words.missing;
    }
  }
}

export default function ({ data, parentElement }) {
  const stage = parentElement.querySelector(".stage");
  show(stage, data);
  return () => {
    // Also called before each rerun: only a stage that has left the page is cleared.
    setTimeout(() => {
      if (!stage.isConnected) clear(stage);
    }, 500);
  };
}
