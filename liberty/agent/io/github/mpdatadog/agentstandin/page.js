// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

// Received text is untrusted: it reaches the page through textContent only, never as markup.
'use strict';

const REFRESH_MS = 1500;
const COLOURS = 6;
const CONTROL = '/patients/'; // must be found wherever a route was sent
const $ = (id) => document.getElementById(id);

let etag = '';
let traces = [];
let traceId = null;
let spanId = null;
let live = true;
let follow = true; // the newest trace, until somebody chooses one
let asked = '';
const colourOf = new Map();

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/* words */

function duration(ns) {
  if (ns >= 1e9) return (ns / 1e9).toFixed(2) + ' s';
  if (ns >= 1e6) return (ns / 1e6).toFixed(ns >= 1e8 ? 0 : 1) + ' ms';
  return Math.round(ns / 1e3) + ' µs';
}

function size(bytes) {
  return bytes < 10240 ? bytes + ' B' : bytes < 1048576 ? Math.round(bytes / 1024) + ' KB' : (bytes / 1048576).toFixed(1) + ' MB';
}

const count = (n, one, many) => n.toLocaleString('en') + ' ' + (n === 1 ? one : many);

// Nanoseconds since 1970 come as text, because they are too large for a number.
const clock = (ns) => new Date(Number(BigInt(ns) / 1000000n)).toLocaleTimeString(undefined, { hour12: false });

function badge(trace) {
  const status = trace.status || (trace.error ? 'ERR' : 'OK');
  const kind = trace.error || status[0] === '5' ? 'error' : status[0] === '4' ? 'client' : 'ok';
  const node = element('span', 'badge ' + kind, status);
  node.append(element('span', 'hidden', trace.error ? ' failed' : ''));
  return node;
}

function colour(service) {
  if (!colourOf.has(service)) colourOf.set(service, `var(--s${colourOf.size % COLOURS})`);
  return colourOf.get(service);
}

/* the list */

function drawList() {
  const focused = document.activeElement?.dataset?.trace;
  $('traces').replaceChildren(...traces.map(listItem));
  $('empty').hidden = traces.length > 0;
  if (focused) document.querySelector(`[data-trace="${focused}"]`)?.focus({ preventScroll: true });
}

function listItem(trace) {
  const row = element('button', 'row');
  row.type = 'button';
  row.dataset.trace = trace.id;
  row.title = trace.resource || trace.name;
  if (trace.id === traceId) row.setAttribute('aria-current', 'true');
  const failed = trace.errors && !trace.error ? ` · ${count(trace.errors, 'failed span', 'failed spans')}` : '';
  row.append(
    badge(trace),
    element('span', 'what', trace.resource || trace.name),
    element('span', 'time', duration(trace.duration)),
    element('span', 'sub', `${clock(trace.start)} · ${count(trace.spanCount, 'span', 'spans')}${failed} · ${trace.services.join(', ')}`));
  row.addEventListener('click', () => choose(trace.id, true));
  const item = element('li');
  item.append(row);
  return item;
}

/* one trace */

async function choose(id, byUser) {
  const answer = await fetch('api/traces/' + id);
  if (!answer.ok) return;
  const trace = await answer.json();
  if (traceId !== id) spanId = null;
  traceId = id;
  drawList();
  drawTrace(trace);
  if (byUser) {
    follow = false;
    history.replaceState(null, '', '#' + id);
    if (matchMedia('(max-width: 1000px)').matches) $('detail').scrollIntoView();
  }
}

function drawTrace(trace) {
  $('nothing').hidden = true;
  $('trace').hidden = false;
  $('trace-status').replaceChildren(badge(trace));
  $('trace-title').textContent = trace.resource || trace.name;
  facts($('trace-facts'), [
    ['', new Date(Number(BigInt(trace.start) / 1000000n)).toLocaleString(undefined, { hour12: false })],
    ['took', duration(trace.duration)],
    ['', count(trace.spanCount, 'span', 'spans')],
    ['trace id', trace.traceId, 'id']]);
  $('trace-services').replaceChildren(...trace.services.map((service) => {
    const swatch = element('i');
    swatch.style.setProperty('--colour', colour(service));
    const fact = element('span');
    fact.append(swatch, service);
    return fact;
  }));
  $('ticks').replaceChildren(...[0, 25, 50, 75, 100].map((percent) => {
    const tick = element('span', '', percent === 0 ? '0' : duration(trace.duration * percent / 100));
    tick.style.left = percent + '%';
    return tick;
  }));
  const rows = inOrder(trace.spans);
  if (!rows.some(({ span }) => span.spanId === spanId)) {
    spanId = (rows.find(({ span }) => span.error) || rows[0]).span.spanId;
  }
  const focused = document.activeElement?.dataset?.span;
  $('spans').replaceChildren(...rows.map((row) => spanRow(row, trace)));
  if (focused) document.querySelector(`[data-span="${focused}"]`)?.focus({ preventScroll: true });
  drawSpan(rows.find(({ span }) => span.spanId === spanId).span);
}

// Depth first, siblings by start. Parents may be missing, or even be their own children: each span once.
function inOrder(spans) {
  const sorted = [...spans].sort((a, b) => (BigInt(a.start) < BigInt(b.start) ? -1 : 1));
  const ids = new Set(sorted.map((span) => span.spanId));
  const children = new Map();
  for (const span of sorted) {
    if (!children.has(span.parentId)) children.set(span.parentId, []);
    children.get(span.parentId).push(span);
  }
  const rows = [];
  const seen = new Set();
  const visit = (first) => {
    const stack = [[first, 0]];
    while (stack.length) {
      const [span, depth] = stack.pop();
      if (seen.has(span)) continue;
      seen.add(span);
      rows.push({ span, depth });
      for (const child of [...(children.get(span.spanId) || [])].reverse()) stack.push([child, depth + 1]);
    }
  };
  sorted.filter((span) => !ids.has(span.parentId)).forEach(visit);
  sorted.forEach(visit);
  return rows;
}

function spanRow({ span, depth }, trace) {
  const from = Number(BigInt(span.start) - BigInt(trace.start));
  const total = Math.max(1, trace.duration);
  const left = Math.max(0, Math.min(100, 100 * from / total));
  const width = Math.min(100 - left, 100 * Math.max(0, span.duration) / total);

  const row = element('button', 'bar-row');
  row.type = 'button';
  row.dataset.span = span.spanId;
  row.title = span.resource || span.name;
  row.style.setProperty('--depth', Math.min(depth, 12));
  row.style.setProperty('--colour', colour(span.service));
  if (span.spanId === spanId) row.setAttribute('aria-current', 'true');

  const label = element('span', 'label');
  label.append(element('i'), element('span', 'what', span.resource || span.name));
  if (span.name !== span.resource) label.append(element('span', 'op', span.name));
  if (span.error) label.append(element('span', 'flag', 'error'));

  const bar = element('span', span.error ? 'bar error' : 'bar');
  bar.style.left = left + '%';
  bar.style.width = width + '%';
  const took = element('span', 'took', duration(span.duration));
  if (left + width < 82) took.style.left = left + width + '%';
  else if (left > 18) took.style.right = 100 - left + '%';
  else took.style.right = 100 - left - width + '%', took.classList.add('inside');
  const track = element('span', 'track');
  track.append(bar, took);

  row.append(label, track);
  row.addEventListener('click', () => {
    spanId = span.spanId;
    for (const other of document.querySelectorAll('.bar-row')) {
      other.toggleAttribute('aria-current', false);
    }
    row.setAttribute('aria-current', 'true');
    drawSpan(span);
  });
  const item = element('li');
  item.append(row);
  return item;
}

/* one span */

function drawSpan(span) {
  $('span').hidden = false;
  $('span-title').textContent = span.resource || span.name;
  facts($('span-facts'), [
    ['operation', span.name], ['service', span.service], ['type', span.type || '–'],
    ['took', duration(span.duration)], ['span id', span.spanId, 'id']]);

  const meta = Object.entries(span.meta).filter(([key]) => key !== 'error.stack');
  const stack = span.meta['error.stack'];
  $('span-error').hidden = !span.error && !stack;
  $('span-error-type').textContent =
    [span.meta['error.type'] || 'Failed', span.meta['error.message'] || span.meta['error.msg']].filter(Boolean).join(': ');
  $('span-stack').textContent = stack || '';
  $('span-stack').hidden = !stack;

  table($('span-meta'), meta);
  table($('span-metrics'), [
    ...Object.entries(span.metrics),
    ...Object.entries(span.extra).map(([key, value]) => [key, JSON.stringify(value)])]);
}

function table(node, entries) {
  const rows = entries.sort(([a], [b]) => a.localeCompare(b)).map(([key, value]) => {
    const row = element('tr');
    const head = element('th', '', key);
    head.scope = 'row';
    row.append(head, element('td', '', String(value)));
    return row;
  });
  if (!rows.length) {
    const row = element('tr');
    row.append(element('td', 'muted', 'none'));
    rows.push(row);
  }
  node.tBodies[0].replaceChildren(...rows);
}

function facts(node, list) {
  node.replaceChildren(...list.map(([label, value, className]) => {
    const fact = element('span', '', label ? label + ' ' : '');
    fact.append(element('b', className, value));
    return fact;
  }));
}

/* the search */

async function search(identifier) {
  asked = identifier.trim();
  if (!asked) return;
  const answer = await fetch('api/search', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: asked });
  const result = await answer.json();
  if (!answer.ok) return verdict('', 'Type ' + result.error, '');
  const old = result.dropped ? ` ${count(result.dropped, 'older request was', 'older requests were')} dropped from memory before.` : '';
  const all = `${size(result.bytes)}, headers included.`;
  if (result.requests === 0) {
    verdict('', 'Nothing received yet', 'There is nothing to search: send the clinic a request first.');
  } else if (result.found === 0) {
    verdict('clean', `“${asked}”: found in 0 of ${count(result.requests, 'request', 'requests')}`,
      `All raw bytes searched: ${all} Not as typed, in another case, URL-encoded, in base64, hex or UTF-16.${old}`);
  } else {
    const control = asked === CONTROL;
    const how = [...new Set(result.matches.flatMap((match) => match.encodings))].join(', ');
    verdict(control ? '' : 'found', `“${asked}”: found in ${result.found} of ${count(result.requests, 'request', 'requests')}`,
      `All raw bytes searched: ${all} Found as: ${how}.${old}`
        + (control ? ' As it should be: programmers typed this route, no patient did.' : ''));
  }
}

function verdict(kind, text, how) {
  $('verdict').className = 'verdict ' + kind;
  // Only news: a screen reader announces every change here.
  if ($('verdict-text').textContent !== text) $('verdict-text').textContent = text;
  if ($('proof-how').textContent !== how) $('proof-how').textContent = how;
}

/* refreshing */

async function refresh() {
  try {
    const answer = await fetch('api/traces', { headers: etag ? { 'If-None-Match': etag } : {} });
    state('Live', false);
    if (answer.status === 304) return;
    etag = answer.headers.get('ETag') || '';
    const news = await answer.json();
    traces = news.traces;
    $('total-traces').textContent = traces.length.toLocaleString('en');
    $('total-requests').textContent = (news.requests + news.dropped).toLocaleString('en');
    $('total-bytes').textContent = size(news.bytes);
    drawList();
    const shown = follow ? traces[0] : traces.find((trace) => trace.id === traceId);
    if (shown) await choose(shown.id, false);
    if (asked) await search(asked);
  } catch (e) {
    state('No connection', true);
  }
}

function state(text, lost) {
  $('live').classList.toggle('lost', lost);
  if ($('live-text').textContent !== text) $('live-text').textContent = text;
}

$('search').addEventListener('submit', (event) => {
  event.preventDefault();
  search($('identifier').value);
});

for (const chip of document.querySelectorAll('.chip')) {
  chip.addEventListener('click', () => {
    $('identifier').value = chip.dataset.identifier;
    search(chip.dataset.identifier);
  });
}

$('live').addEventListener('click', () => {
  live = !live;
  $('live').setAttribute('aria-pressed', String(live));
  state(live ? 'Live' : 'Paused', false);
});

// Arrow keys move within a list, as in any list.
for (const list of [$('traces'), $('spans')]) {
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    if (!step) return;
    event.preventDefault();
    event.target.closest('li')?.[step]?.querySelector('button')?.focus();
  });
}

if (location.hash.length > 1) {
  traceId = location.hash.slice(1);
  follow = false;
}

async function loop() {
  if (live) await refresh();
  setTimeout(loop, REFRESH_MS);
}

loop();
