// The service worker of /field/: serves the shell from a cache made at installation, by content
// hash. It knows nothing else: no other address, no request but GET, no answer of the server is
// ever cached. The server writes PRECACHE = {version, shell, files: {url: hash}} before this text.
const { version, shell, files } = self.PRECACHE;
const PREFIX = "ecms-field-shell-";
const CACHE = PREFIX + version;

async function install() {
  const cache = await caches.open(CACHE);
  const kept = await caches.keys().then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE));
  await Promise.all(Object.entries(files).map(([url, hash]) => take(cache, kept, url, hash)));
}

const keyOf = (url, hash) => `${url}?sha256=${hash}`;

/** A file whose hash an older cache holds is not fetched again. */
async function take(cache, kept, url, hash) {
  const key = keyOf(url, hash);
  for (const name of kept) {
    const known = await (await caches.open(name)).match(key);
    if (known) return cache.put(key, known);
  }
  const response = await fetch(url, { cache: "no-cache", credentials: url === shell ? "omit" : "same-origin", redirect: "error" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return cache.put(key, response);
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, url) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(keyOf(url, files[url]));
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== self.location.origin) return;
  const url = event.request.mode === "navigate" && pathname === shell ? shell : pathname;
  if (url in files) event.respondWith(answer(event.request, url));
});
