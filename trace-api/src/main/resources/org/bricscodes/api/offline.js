// Keeps the pages a person opened, so that they still show off-line what they proved. One file in two places: on the page it asks the
// browser to run it as the service worker of /scan/; there it keeps pages, and serves them when the network does not answer. Such a
// copy says what it is and when it was made. A browser that cannot do this misses nothing else.

const CACHE = "scan-pages-1";
const MOST_PAGES = 30;
const MOST_BYTES = 200_000;

if (typeof document === "undefined") {
  serve();
} else if ("serviceWorker" in navigator) {
  // The page that is open was loaded before the worker was there: the worker is asked to keep it now.
  navigator.serviceWorker
    .register("/scan/offline.js", { scope: "/scan/" })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active.postMessage({ keep: location.href }))
    .catch(() => {}); // private windows and old browsers refuse
}

function serve() {
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(clear()));
  self.addEventListener("message", (event) => {
    const url = event.data && event.data.keep;
    if (typeof url === "string" && isPage(new URL(url))) {
      event.waitUntil(keepOpened(url));
    }
  });
  self.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method === "GET" && event.request.mode === "navigate" && isPage(url)) {
      event.respondWith(answer(event));
    }
  });
}

/** Pages alone: never a proof, a form or a feed, and nothing of other addresses. */
function isPage(url) {
  return url.origin === self.location.origin
    && url.pathname.startsWith("/scan/01/")
    && !/\/(proof|evidence\.pdf|report|recalls\.atom)$/.test(url.pathname);
}

async function answer(event) {
  const copy = async () => (await caches.open(CACHE)).match(event.request.url, { ignoreVary: true });
  try {
    const fresh = await fetch(event.request);
    if (fresh.status === 200) {
      event.waitUntil(keep(event.request.url, fresh.clone()));
    }
    // A service in trouble knows less than the copy does.
    const stored = fresh.status >= 500 ? await copy() : undefined;
    return stored ? marked(stored) : fresh;
  } catch (failure) {
    const stored = await copy();
    if (!stored) {
      throw failure;
    }
    return marked(stored);
  }
}

async function keepOpened(url) {
  const cache = await caches.open(CACHE);
  if (!(await cache.match(url, { ignoreVary: true }))) {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (answer.status === 200) {
      await keep(url, answer);
    }
  }
}

/** The newest pages stay. */
async function keep(url, response) {
  const type = response.headers.get("Content-Type") || "";
  const body = await response.arrayBuffer();
  if (!type.startsWith("text/html") || body.byteLength > MOST_BYTES) {
    return;
  }
  const headers = new Headers();
  for (const name of ["Content-Type", "Content-Language", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"]) {
    if (response.headers.has(name)) {
      headers.set(name, response.headers.get(name));
    }
  }
  const cache = await caches.open(CACHE);
  await cache.delete(url, { ignoreVary: true });
  await cache.put(url, new Response(body, { headers }));
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST_PAGES))) {
    await cache.delete(old, { ignoreVary: true });
  }
}

/** The same page with its note shown that it is a stored copy, and of when. */
async function marked(stored) {
  const text = (await stored.text()).replace('<p id="stored" hidden>', '<p id="stored">');
  return new Response(text, { headers: stored.headers });
}

async function clear() {
  for (const name of await caches.keys()) {
    if (name.startsWith("scan-pages-") && name !== CACHE) {
      await caches.delete(name);
    }
  }
  await self.clients.claim();
}
