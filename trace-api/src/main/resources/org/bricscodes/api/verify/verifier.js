// The page around `verify`, for verifier.html.

const byId = id => document.getElementById(id);
const linesOf = id => byId(id).value.split('\n').map(line => line.trim()).filter(line => line !== '');

let chosen = null;

function show(line, exit) {
  byId('verdict').textContent = line;
  byId('verdict').className = 'exit-' + exit;
}

async function check() {
  byId('steps').replaceChildren();
  if (!chosen) {
    return show('No file was chosen.', 2);
  }
  show('…', '');
  if (!globalThis.crypto?.subtle) {
    return show('unusable  this browser offers no cryptography to pages without https: open this page as a file', 2);
  }
  let pins;
  try {
    pins = await pinned({logs: linesOf('logs'), witnesses: linesOf('witnesses'), policy: byId('policy').value});
  } catch (e) {
    return show('unusable  what is pinned cannot be used: ' + e.message, 2);
  }
  try {
    const {line, exit} = await verify(new Uint8Array(await chosen.arrayBuffer()), pins, step => {
      byId('steps').appendChild(document.createElement('li')).textContent = step.trim();
    });
    show(line, exit);
  } catch (e) {
    show('unusable  ' + e.message, 2);
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
