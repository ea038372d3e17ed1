// Keeps the page of the logbook at hand without a network: that page, its style, script and typefaces,
// for one person at a time. No line, no other page; nothing is asked of another machine.
"use strict";

const FILES = "{{ files }}";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const LOGBOOK = /^\/e\/[-\w]+\/journal\/$/;
const ENTRANCE = "{{ entrance }}", EXIT = "{{ exit }}";
const KEPT = "terreau-journal-";
const PATIENCE = 6000; // milliseconds after which a network that does not answer is taken for none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data && event.data.keep) event.waitUntil(keep(event.data.keep));
});

async function names() {
  return (await caches.keys()).filter((name) => name.startsWith(KEPT));
}

// the pages of the person who leaves are taken away; the lines they wrote stay in the page's own store
async function forget(besides) {
  for (const name of await names()) if (name !== besides) await caches.delete(name);
}

async function keep({ user, page, shell, files }) {
  const name = KEPT + user;
  await forget(name);
  const cache = await caches.open(name);
  const answer = await fetch(shell, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  await cache.put(page, answer);
  const wanted = new Set(files.map((file) => new URL(file, self.location).pathname));
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (path.startsWith(FILES) && !wanted.has(path)) await cache.delete(request);
  }
  for (const path of wanted) {
    if (await cache.match(path)) continue;
    const file = await fetch(path);
    if (file.ok) await cache.put(path, file);
  }
}

function patiently(request) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("slow")), PATIENCE);
    fetch(request).then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function page(request, path) {
  try {
    return await patiently(request);
  } catch (error) {
    const kept = await caches.match(path);
    if (kept) return kept;
    throw error;
  }
}

async function file(request) {
  const kept = await caches.match(request, { ignoreSearch: true });
  if (kept && HASHED.test(request.url)) return kept; // its name changes when it changes
  try {
    return await patiently(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function entrance(request) {
  const answer = await fetch(request);
  await forget(); // whoever enters is not yet known
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (pathname === EXIT && request.method === "POST") {
    event.waitUntil(forget());
  } else if (request.method !== "GET") {
    return;
  } else if (pathname === ENTRANCE && request.mode === "navigate") {
    event.respondWith(entrance(request));
  } else if (LOGBOOK.test(pathname) && request.mode === "navigate") {
    event.respondWith(page(request, pathname));
  } else if (pathname.startsWith(FILES)) {
    event.respondWith(file(request));
  }
});
