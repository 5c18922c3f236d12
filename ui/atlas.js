// The base map: Natural Earth's land and borders, a graticule and names, drawn from files of our own server.
// A renderer of Leaflet draws the land as native paths, as often as the world repeats in view.

(() => {
  const INK = {
    shallows: ["rgba(255,255,255,0.16)", "rgba(255,255,255,0.22)"],
    land: "#f5edda",
    lake: "#b3d0d6",
    border: "rgba(128, 92, 74, 0.62)",
    coast: "#5b8794",
    grid: "rgba(255, 255, 255, 0.34)",
    tropic: "rgba(255, 255, 255, 0.6)",
  };
  const SQUARE = 4; // degrees: of ui/routes.py
  const CLOSE = 6.5; // zoom from which towns are fetched
  const TROPIC = 23.4364;
  const POLAR = 66.5636;
  const EDGE = 85.0511;

  const unitX = (longitude) => (longitude + 180) / 360;
  const unitY = (latitude) => {
    const sine = Math.sin((Math.max(-EDGE, Math.min(EDGE, latitude)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };
  const once = (url) => {
    window.pigeonholeFiles ??= {};
    return (window.pigeonholeFiles[url] ??= fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(url);
      return answer.json();
    }));
  };

  function shapeOf(feature) {
    const fill = new Path2D();
    const lines = new Path2D();
    const box = [1, 1, 0, 0];
    const polygons = feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    for (const ring of polygons.flat()) {
      let lastEdge = false;
      let turn = 0;
      ring.forEach(([longitude, latitude], n) => {
        // Some rings step over the antimeridian: they go on beyond ±180, but for Antarctica's way round the pole.
        const step = n ? longitude - ring[n - 1][0] : 0;
        if (Math.abs(step) > 180 && latitude > -84) turn -= Math.sign(step) * 360;
        const x = unitX(longitude + turn), y = unitY(latitude);
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
        // Rings are cut at the antimeridian and the pole: the cut is no coast, so it gets no line.
        const edge = Math.abs(longitude) > 179.98 || latitude < -84.9;
        if (n) fill.lineTo(x, y);
        else fill.moveTo(x, y);
        if (n && !(edge && lastEdge)) lines.lineTo(x, y);
        else lines.moveTo(x, y);
        lastEdge = edge;
      });
      fill.closePath();
    }
    return { fill, lines, box };
  }

  const Land = L.Renderer.extend({
    options: { padding: 0.4, pane: "land" },
    _initContainer() {
      this._container = document.createElement("canvas");
    },
    _destroyContainer() {
      this._container.remove();
      delete this._container;
    },
    _updatePaths() {},
    show(shapes) {
      this._shapes = shapes;
      this._update();
    },
    flood(lakes) {
      this._lakes = lakes;
      this._update();
    },
    _update() {
      if (!this._map || (this._map._animatingZoom && this._bounds)) return;
      L.Renderer.prototype._update.call(this);
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      const sharp = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, min);
      this._container.width = size.x * sharp;
      this._container.height = size.y * sharp;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      const world = this._map.options.crs.scale(this._map.getZoom());
      const origin = this._map.getPixelOrigin().add(min);
      this._draw(this._container.getContext("2d"), world, origin, size, sharp);
    },
    _draw(pen, world, origin, size, sharp) {
      const first = Math.floor(origin.x / world) - 1;
      const last = Math.floor((origin.x + size.x) / world) + 1;
      const top = origin.y / world, bottom = (origin.y + size.y) / world;
      for (let copy = first; copy <= last; copy += 1) {
        const left = origin.x / world - copy, right = (origin.x + size.x) / world - copy;
        pen.setTransform(world * sharp, 0, 0, world * sharp, (copy * world - origin.x) * sharp, -origin.y * sharp);
        const seen = (this._shapes ?? []).filter(
          ({ box }) => box[0] <= right && box[2] >= left && box[1] <= bottom && box[3] >= top,
        );
        this._land(pen, seen, world);
        this._waters(pen, world);
        this._grid(pen, world);
      }
    },
    _land(pen, seen, world) {
      pen.lineJoin = "round";
      INK.shallows.forEach((colour, n) => {
        pen.strokeStyle = colour;
        pen.lineWidth = (n ? 5 : 11) / world;
        for (const { lines } of seen) pen.stroke(lines);
      });
      pen.strokeStyle = INK.coast;
      pen.lineWidth = 1.7 / world;
      for (const { lines } of seen) pen.stroke(lines);
      pen.fillStyle = INK.land;
      pen.strokeStyle = INK.land;
      pen.lineWidth = 0.5 / world;
      for (const { fill } of seen) pen.fill(fill);
      pen.strokeStyle = INK.border;
      pen.lineWidth = 0.7 / world;
      for (const { lines } of seen) pen.stroke(lines);
    },
    _waters(pen, world) {
      if (!this._shapes) return;
      pen.fillStyle = INK.lake;
      pen.strokeStyle = INK.coast;
      pen.lineWidth = 0.8 / world;
      for (const { fill, lines } of this._lakes ?? []) {
        pen.fill(fill, "evenodd");
        pen.stroke(lines);
      }
    },
    _grid(pen, world) {
      const line = (x1, y1, x2, y2) => {
        pen.beginPath();
        pen.moveTo(x1, y1);
        pen.lineTo(x2, y2);
        pen.stroke();
      };
      const step = world < 1500 ? 30 : world < 6000 ? 15 : 5;
      pen.globalCompositeOperation = "destination-over";
      pen.strokeStyle = INK.grid;
      pen.lineWidth = 1 / world;
      for (let longitude = -180; longitude < 180; longitude += step) line(unitX(longitude), 0, unitX(longitude), 1);
      for (let latitude = -75; latitude <= 75; latitude += step) line(0, unitY(latitude), 1, unitY(latitude));
      pen.strokeStyle = INK.tropic;
      pen.setLineDash([5 / world, 4 / world]);
      for (const latitude of [-POLAR, -TROPIC, TROPIC, POLAR]) line(0, unitY(latitude), 1, unitY(latitude));
      pen.setLineDash([]);
      pen.globalCompositeOperation = "source-over";
    },
  });

  function nameLayer(map, labels) {
    const pane = map.getPane("names");
    const names = [
      ...labels.countries.map(([lat, lng, name, zoom]) => ({ lat, lng, name, zoom: zoom - 0.6, kind: "country" })),
      ...labels.cities.map(([lat, lng, name, zoom]) => ({ lat, lng, name, zoom: zoom - 0.2, kind: "city" })),
    ].sort((a, b) => a.zoom - b.zoom);
    const asked = new Set();
    // Close up, the server tells the towns of each square in view: far too many to send them all at once.
    const fetchTowns = (view) => {
      for (let south = Math.floor(view.getSouth() / SQUARE) * SQUARE; south < view.getNorth(); south += SQUARE) {
        for (let left = Math.floor(view.getWest() / SQUARE) * SQUARE; left < view.getEast(); left += SQUARE) {
          const west = ((((left + 180) % 360) + 360) % 360) - 180;
          const file = `/map/towns_${south}_${west}.json`;
          if (Math.abs(south) >= 90 || asked.has(file)) continue;
          asked.add(file);
          once(file).then((towns) => {
            const known = new Set(names.map(({ name, lat }) => `${name} ${lat.toFixed(0)}`));
            const fresh = towns.filter(([lat, , name]) => !known.has(`${name} ${lat.toFixed(0)}`));
            names.push(...fresh.map(([lat, lng, name, zoom]) => ({ lat, lng, name, zoom, kind: "city" })));
            names.sort((a, b) => a.zoom - b.zoom);
            draw();
          }).catch(() => asked.delete(file));
        }
      }
    };
    const draw = () => {
      const zoom = map.getZoom();
      const view = map.getBounds().pad(0.15);
      if (zoom >= CLOSE) fetchTowns(map.getBounds());
      const taken = [];
      const made = [];
      for (const label of names) {
        if (label.zoom > zoom) break;
        if (label.kind === "country" && zoom > label.zoom + 4.5) continue;
        if (label.lat < view.getSouth() || label.lat > view.getNorth()) continue;
        for (const turn of [-360, 0, 360]) {
          const lng = label.lng + turn;
          if (lng < view.getWest() || lng > view.getEast()) continue;
          const at = map.latLngToLayerPoint([label.lat, lng]);
          const country = label.kind === "country";
          const width = label.name.length * (country ? 8.2 : 6.3) + 12;
          const box = country ? [at.x - width / 2, at.y - 9, at.x + width / 2, at.y + 9] : [at.x - 4, at.y - 9, at.x + width, at.y + 9];
          if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
          taken.push(box);
          const name = document.createElement("span");
          name.className = `name ${label.kind}`;
          name.textContent = label.name;
          name.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
          made.push(name);
        }
      }
      pane.replaceChildren(...made);
      pane.classList.remove("waiting");
    };
    map.on("zoomstart", () => pane.classList.add("waiting"));
    map.on("moveend resize", draw);
    draw();
  }

  // A click shows where it fell at once; the pin itself comes back from the server, locked to that point.
  function echoClicks(map) {
    map.on("click", ({ latlng }) => {
      const icon = L.divIcon({ className: "echo", iconSize: [0, 0] });
      const echo = L.marker(latlng, { icon, interactive: false }).addTo(map);
      setTimeout(() => echo.remove(), 900);
    });
  }

  // The page's own typeface, which an iframe does not inherit.
  function borrowFonts() {
    const rules = [];
    try {
      for (const sheet of window.parent.document.styleSheets) {
        for (const rule of sheet.cssRules) {
          if (rule instanceof window.parent.CSSFontFaceRule && /Source S/.test(rule.cssText)) {
            const base = sheet.href ?? window.parent.location.href;
            rules.push(rule.cssText.replace(/url\("([^"]+)"\)/g, (_, url) => `url("${new URL(url, base)}")`));
          }
        }
      }
    } catch {
      return;
    }
    const style = document.createElement("style");
    style.textContent = rules.join("\n");
    document.head.append(style);
  }

  window.pigeonholeAtlas = (map, options) => {
    borrowFonts();
    map.createPane("land").style.zIndex = 200;
    const names = map.createPane("names");
    names.style.zIndex = 450;
    names.style.pointerEvents = "none";
    let mine = true;
    const fit = () => mine && map.fitBounds(options.bounds, { padding: [options.padding, options.padding], maxZoom: options.maxZoom, animate: false });
    map.getContainer().addEventListener("pointerdown", () => (mine = false), true);
    map.getContainer().addEventListener("wheel", () => (mine = false), { capture: true, passive: true });
    map.on("resize", fit);
    new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(map.getContainer());
    fit();
    const land = new Land().addTo(map);
    once("/map/basemap.geojson").then(({ features }) => {
      land.show(features.map(shapeOf));
      map.getContainer().dataset.drawn = "land";
    }).catch(() => map.getContainer().classList.add("failed"));
    once("/map/lakes.geojson").then(({ features }) => land.flood(features.map(shapeOf))).catch(() => {});
    once("/map/labels.json").then((labels) => nameLayer(map, labels)).catch(() => {});
    if (options.guessing) echoClicks(map);
  };
})();
