"use strict";
(function () {
  // All that is shown of the data goes through textContent: no text of a report is ever read as HTML.
  const data = JSON.parse(document.getElementById("data").textContent);
  const places = new Map(data.places.map((place) => [place.id, place]));
  const TEXTS = {
    en: {
      title: "What reports on poverty alleviation say of places",
      other: "中文",
      search: "Place, or a word of a quote",
      indicator: "Indicator",
      status: "Status",
      all: "all",
      back: "← all places",
      count: "{0} places, {1} statements",
      figures: "Figures",
      outcomes: "Outcomes",
      posts: "Posts",
      mention: "First mention",
      line: "line {0}",
      within: "in {0}",
      about: "{0}:",
      per: "per {0}",
      interval: "({0} to {1})",
      undated: "undated",
      until: "{0} to {1}",
      inside: "Places in it that have no point of their own",
      nowhere: "no point",
      more: "{0} more: narrow the search",
      note:
        "Points are good to about a kilometre (the source names no datum). No boundaries are drawn: the reports " +
        "state none. Drawn with Leaflet 1.9.4 (BSD 2-Clause).",
    },
    zh: {
      title: "扶贫报告所说的地方",
      other: "English",
      search: "地名，或引文中的词",
      indicator: "指标",
      status: "实现状况",
      all: "全部",
      back: "← 全部地方",
      count: "{0} 个地方，{1} 条陈述",
      figures: "数字",
      outcomes: "成果",
      posts: "任职",
      mention: "首次提到",
      line: "第 {0} 行",
      within: "属{0}",
      about: "{0}：",
      per: "每{0}",
      interval: "（{0} 至 {1}）",
      undated: "无日期",
      until: "{0} 至 {1}",
      inside: "其中没有坐标的地方",
      nowhere: "无坐标",
      more: "另有 {0} 个，请缩小范围",
      note: "坐标精确到约一公里（来源未注明坐标系）。不画边界：报告没有说边界。以 Leaflet 1.9.4（BSD 2-Clause）绘制。",
    },
  };
  const LISTED = 300;
  let language = navigator.language.startsWith("zh") ? "zh" : "en";
  let chosen = null;

  function text(key, ...parts) {
    return TEXTS[language][key].replace(/\{(\d)\}/g, (_, number) => parts[number]);
  }
  function label(scheme, notation) {
    const found =
      data.concepts[scheme] && Object.hasOwn(data.concepts[scheme], notation) && data.concepts[scheme][notation];
    return found ? found[language] : notation;
  }
  function nameOf(place) {
    return language === "en" && place.name_en ? `${place.name} ${place.name_en}` : place.name;
  }
  function element(tag, content, className) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...[content].flat().filter((part) => part !== undefined && part !== ""));
    return made;
  }
  const byId = (id) => document.getElementById(id);

  // ---- what the filter leaves

  function wanted() {
    const words = byId("words").value.trim().toLowerCase();
    return { words, indicator: byId("indicator").value, status: byId("status").value };
  }
  function statements(place, filter) {
    const only = filter.indicator || filter.status;
    return {
      figures: place.figures.filter(
        (figure) =>
          (!filter.indicator || figure.indicator === filter.indicator) &&
          (!filter.status || figure.status === filter.status),
      ),
      outcomes: only ? [] : place.outcomes,
      posts: only ? [] : place.posts,
    };
  }
  function left(place, filter) {
    const said = statements(place, filter);
    const all = [...said.figures, ...said.outcomes, ...said.posts];
    if ((filter.indicator || filter.status) && !all.length) return null;
    if (!filter.words) return all.length;
    if (`${place.name} ${place.name_en || ""} ${place.code || ""}`.toLowerCase().includes(filter.words))
      return all.length;
    const quoted = all.filter((statement) => (statement.quote || "").toLowerCase().includes(filter.words));
    return quoted.length || null;
  }
  function anchor(place) {
    for (let steps = 0; place && steps < 9; steps += 1, place = places.get(place.within)) if (place.point) return place;
    return null;
  }

  // ---- the map

  const map = L.map("map", {
    attributionControl: false,
    zoomSnap: 0.5,
    minZoom: 2,
    maxZoom: 13,
    preferCanvas: data.places.length > 2000,
  });
  const grid = L.layerGroup().addTo(map);
  const marks = L.layerGroup().addTo(map);
  const names = L.layerGroup().addTo(map);
  let shown = new Map();
  L.control.scale({ imperial: false }).addTo(map);
  const COLOURS = { province: "#8a5a00", prefecture: "#6b4c9a", county: "#1f6f8b" };

  function drawGrid() {
    grid.clearLayers();
    const bounds = map.getBounds();
    const step =
      [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05].find((size) => bounds.getEast() - bounds.getWest() >= size * 4) ||
      0.02;
    const style = { color: "#d5d0c4", weight: 1, interactive: false };
    const line = (from, to, corner, value, sign) => {
      L.polyline([from, to], style).addTo(grid);
      const degrees = element("span", `${Math.abs(Number(value.toFixed(2)))}°${sign}`);
      L.marker(corner, {
        interactive: false,
        keyboard: false,
        icon: L.divIcon({
          className: "graticule",
          html: degrees,
          iconSize: [0, 0],
          iconAnchor: corner[0] === south ? [-2, 16] : [-2, 0],
        }),
      }).addTo(grid);
    };
    const south = bounds.getSouth(),
      west = bounds.getWest(),
      wide = bounds.pad(1);
    const low = Math.max(wide.getSouth(), -85),
      high = Math.min(wide.getNorth(), 85);
    for (let x = Math.ceil(west / step) * step; x <= bounds.getEast(); x += step)
      line([low, x], [high, x], [south, x], x, x < 0 ? "W" : "E");
    for (let y = Math.ceil(Math.max(south, -85) / step) * step; y <= Math.min(bounds.getNorth(), 85); y += step) {
      line([y, wide.getWest()], [y, wide.getEast()], [y, west], y, y < 0 ? "S" : "N");
    }
  }
  function drawMarks(counts) {
    shown = counts;
    marks.clearLayers();
    for (const [place, count] of [...counts].sort((a, b) => b[1] - a[1])) {
      // the small ones above the large
      const colour = place === chosen ? "#b00020" : COLOURS[place.level] || "#333";
      const mark = L.circleMarker(place.point, {
        radius: 4 + 2 * Math.sqrt(Math.min(count, 100)),
        color: colour,
        weight: place === chosen ? 3 : 1.5,
        fillOpacity: 0.35,
      });
      mark.bindTooltip(element("span", `${nameOf(place)} (${count})`));
      mark.on("click", () => choose(place));
      mark.addTo(marks);
    }
    drawNames();
  }
  function drawNames() {
    // The places of which most is said come first; a name that would lie over another waits for its tooltip.
    names.clearLayers();
    const boxes = [];
    const order = [...shown].sort((a, b) => (b[0] === chosen) - (a[0] === chosen) || b[1] - a[1]);
    for (const [place] of order) {
      if (!map.getBounds().contains(place.point)) continue;
      const at = map.latLngToContainerPoint(place.point);
      const box = [at.x, at.y - 10, at.x + 20 + 14 * place.name.length, at.y + 10];
      if (boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]))
        continue;
      boxes.push(box);
      if (boxes.length > 150) break;
      L.marker(place.point, {
        interactive: false,
        keyboard: false,
        icon: L.divIcon({
          className: "placename",
          html: element("span", place.name),
          iconSize: [0, 0],
          iconAnchor: [-14, 9],
        }),
      }).addTo(names);
    }
  }

  // ---- the list

  function entry(place, count, className) {
    const made = element(
      "button",
      [
        element("span", nameOf(place), "name"),
        element("span", label("level", place.level), "faint"),
        element("span", String(count), "faint"),
      ],
      `entry ${className}`,
    );
    made.type = "button";
    made.addEventListener("click", () => choose(place));
    return made;
  }
  function show() {
    const filter = wanted();
    const found = [],
      counts = new Map();
    let total = 0;
    for (const place of data.places) {
      const count = left(place, filter);
      if (count === null || (count === 0 && !filter.words && !place.quote)) continue;
      found.push([place, count]);
      total += count;
      const at = anchor(place);
      if (at) counts.set(at, (counts.get(at) || 0) + count);
    }
    byId("count").textContent = text("count", found.length, total);
    byId("list").replaceChildren(
      ...found.slice(0, LISTED).map(([place, count]) => entry(place, count, place.point ? "" : "inside")),
    );
    if (found.length > LISTED) byId("list").append(element("p", text("more", found.length - LISTED), "faint"));
    drawMarks(counts);
    if (chosen) details(chosen, filter);
  }

  // ---- one place

  function number(value) {
    return typeof value === "number" ? value.toLocaleString(language, { maximumFractionDigits: 6 }) : String(value);
  }
  function figureText(figure) {
    const sign = { approx: "≈ ", ge: "≥ ", le: "≤ " }[figure.bound] || "";
    const per = figure.per ? ` ${text("per", label("per", figure.per))}` : "";
    const open =
      figure.bound === "approx" ||
      (figure.low !== undefined && figure.high !== undefined && figure.low !== figure.high);
    const interval =
      open && figure.low !== undefined && figure.high !== undefined
        ? ` ${text("interval", number(figure.low), number(figure.high))}`
        : "";
    return `${sign}${number(figure.value)} ${label("unit", figure.unit)}${per}${interval}`;
  }
  function when(statement) {
    if (statement.from && statement.to) return text("until", statement.from, statement.to);
    return statement.to || text("undated");
  }
  function source(statement) {
    const report = data.reports[statement.report] || {};
    const named = [report.title || report.identifier || statement.report, report.publisher, report.issued];
    if (statement.line) named.push(text("line", statement.line));
    const cited = element("cite", named.filter(Boolean).join(" · "));
    if (!/^https?:\/\//i.test(report.url || "")) return cited;
    const link = element("a", cited);
    link.href = report.url;
    link.rel = "noopener noreferrer";
    return link;
  }
  function item(head, statement, extra) {
    const quote = element("blockquote", `“${statement.quote || ""}”`);
    quote.lang = "zh";
    return element(
      "div",
      [...head, element("span", ` ${extra}`, "faint"), quote, element("small", source(statement))],
      `item ${statement.status === "planned" ? "planned" : ""}`,
    );
  }
  function section(key, items) {
    return items.length ? [element("h3", text(key)), ...items] : [];
  }
  function details(place, filter) {
    const said = statements(place, filter);
    const back = element("button", text("back"));
    back.type = "button";
    back.addEventListener("click", () => choose(null));
    const above = places.get(place.within);
    const known = [
      label("level", place.level),
      place.code,
      above && text("within", nameOf(above)),
      !place.point && text("nowhere"),
    ];
    const of = (statement) => (statement.about_name ? text("about", statement.about_name) + " " : "");
    const figures = said.figures.map((figure) =>
      item(
        [
          element("span", `${of(figure)}${label("indicator", figure.indicator)} `),
          element("span", figureText(figure), "figure"),
        ],
        figure,
        [label("observation-kind", figure.kind), label("status", figure.status), when(figure)]
          .filter(Boolean)
          .join(", "),
      ),
    );
    const outcomes = said.outcomes.map((outcome) =>
      item(
        [
          element("span", of(outcome) + label("outcome-kind", outcome.kind), "figure"),
          element("span", ` ${outcome.name || ""}`),
        ],
        outcome,
        when(outcome),
      ),
    );
    const posts = said.posts.map((post) =>
      item([element("span", post.person_name || "", "figure"), element("span", ` ${post.post || ""}`)], post, ""),
    );
    const mention = place.quote ? [item([], place, "")] : [];
    const inside = place.point
      ? data.places.filter((other) => !other.point && anchor(other) === place && left(other, filter) !== null)
      : [];
    byId("details").replaceChildren(
      back,
      element("h2", nameOf(place)),
      element("p", known.filter(Boolean).join(" · "), "faint"),
      ...section("figures", figures),
      ...section("outcomes", outcomes),
      ...section("posts", posts),
      ...section("mention", mention),
      ...section(
        "inside",
        inside.map((other) => entry(other, left(other, filter), "inside")),
      ),
    );
  }
  function choose(place) {
    chosen = place;
    byId("list").hidden = Boolean(place);
    byId("details").hidden = !place;
    history.replaceState(null, "", place ? `#${encodeURIComponent(place.id)}` : "#");
    const at = place && anchor(place);
    if (at && !map.getBounds().contains(at.point)) map.panTo(at.point);
    show();
    if (place) byId("details").scrollTop = 0;
  }

  // ---- the page

  function options(select, scheme, used) {
    const kept = select.value;
    const made = [...used].map(([notation, count]) => [notation, `${label(scheme, notation)} (${count})`]);
    select.replaceChildren(
      ...[["", text("all")], ...made].map(([value, shown]) => {
        const option = element("option", shown);
        option.value = value;
        return option;
      }),
    );
    select.value = kept;
  }
  function count(key) {
    const found = new Map();
    for (const place of data.places)
      for (const figure of place.figures) found.set(figure[key], (found.get(figure[key]) || 0) + 1);
    return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }
  function translate() {
    document.documentElement.lang = language;
    byId("title").textContent = text("title");
    document.title = text("title");
    byId("language").textContent = text("other");
    byId("note").textContent = text("note");
    for (const part of document.querySelectorAll("[data-text]")) part.textContent = text(part.dataset.text);
    options(byId("indicator"), "indicator", count("indicator"));
    options(byId("status"), "status", count("status"));
    show();
  }
  function asked() {
    try {
      return places.get(decodeURIComponent(location.hash.slice(1))) || null;
    } catch {
      return null;
    }
  }

  const points = data.places.filter((place) => place.point && place.quote).map((place) => place.point);
  if (points.length) map.fitBounds(points, { padding: [50, 50], maxZoom: 8, animate: false });
  else map.setView([35, 105], 4);
  map.on("moveend", () => {
    drawGrid();
    drawNames();
  });
  drawGrid();
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("filter").addEventListener("input", show);
  byId("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    translate();
  });
  window.addEventListener("hashchange", () => choose(asked()));
  translate();
  if (asked()) choose(asked());
})();
