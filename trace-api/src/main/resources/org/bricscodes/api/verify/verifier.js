// The page around `verify`, for verifier.html. TEXTS stands before it: of each language its name, direction and texts.

const byId = id => document.getElementById(id);
const linesOf = id => byId(id).value.split('\n').map(line => line.trim()).filter(line => line !== '');

// The language: of the link, else the first one of this browser that is spoken here, else that of the file. What was found is
// said in English, word for word as `trace verify` says it; one sentence before it says it in the reader's language.

function isSpoken(tag) {
  return Object.hasOwn(TEXTS, tag);
}

function speak(tag) {
  const {dir, texts} = TEXTS[tag];
  Object.assign(document.documentElement, {lang: tag, dir});
  document.title = texts['verify.title'];
  for (const element of document.querySelectorAll('[data-t]')) {
    element.textContent = texts[element.dataset.t];
  }
  byId('translated').hidden = texts['translation.status'] !== 'machine';
  byId('language').value = tag;
}

for (const [tag, {name}] of Object.entries(TEXTS)) {
  const option = byId('language').appendChild(document.createElement('option'));
  Object.assign(option, {value: tag, textContent: name, lang: tag});
}
const wished = [new URLSearchParams(location.search).get('lang'), ...(navigator.languages ?? [])];
const own = document.documentElement.lang;
speak(wished.map(tag => String(tag).toLowerCase().split('-')[0]).find(isSpoken) ?? own);
byId('language').addEventListener('change', event => speak(event.target.value));

let chosen = null;

function show(outcome, line, exit, cautions = []) {
  byId('outcome').dataset.t = 'verify.' + outcome;
  speak(document.documentElement.lang);
  byId('verdict').textContent = line;
  byId('verdict').className = 'exit-' + exit;
  byId('verdict').toggleAttribute('data-cautions', cautions.length > 0);
  for (const caution of [...cautions].reverse()) {
    const item = document.createElement('li');
    item.textContent = caution.trim();
    item.className = 'caution';
    byId('steps').prepend(item);
  }
}

function outcomeOf({verdict, exit, cautions}) {
  if (verdict !== 'PROVEN') {
    return verdict === 'unusable' ? 'unusable' : 'failed';
  }
  return cautions.length > 0 ? 'recalled' : exit === 0 ? 'proven' : 'part';
}

async function check() {
  byId('steps').replaceChildren();
  if (!chosen) {
    return show('none', '', 2);
  }
  show('found', '…', '');
  if (!globalThis.crypto?.subtle) {
    return show('unusable', 'unusable  this browser offers no cryptography to pages without https: open this page as a file', 2);
  }
  let pins;
  try {
    pins = await pinned({logs: linesOf('logs'), witnesses: linesOf('witnesses'), policy: byId('policy').value});
  } catch (e) {
    return show('unusable', 'unusable  what is pinned cannot be used: ' + e.message, 2);
  }
  try {
    const found = await verify(new Uint8Array(await chosen.arrayBuffer()), pins, step => {
      byId('steps').appendChild(document.createElement('li')).textContent = step.trim();
    });
    show(outcomeOf(found), found.line, found.exit, found.cautions);
  } catch (e) {
    show('unusable', 'unusable  ' + e.message, 2);
  }
}

function choose(file) {
  chosen = file;
  check();
}

byId('check').addEventListener('click', check);
byId('file').addEventListener('change', event => choose(event.target.files[0] ?? null));
const drop = byId('drop');
for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, event => {
    event.preventDefault();
    drop.classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
  });
}
document.addEventListener('drop', event => choose(event.dataTransfer.files[0] ?? null));
