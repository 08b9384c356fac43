/*
 * On a scan page: a button that checks the page's proof in this browser. What it needs is fetched when it is pressed. The log's
 * key stands here, in what came with the page, and is not taken from the proof.
 */

const LOG = '{{log}}'; // filled in by the server

const box = document.getElementById('own-check');
const path = location.pathname.replace(/\/$/, '');

/** GTIN, lot and serial of a path or link. */
function parts(text) {
  const part = ai => new RegExp(`/${ai}/([^/]+)`).exec(text)?.[1];
  return {gtin: part('01')?.padStart(14, '0'), lot: part('10'), serial: part('21')};
}

/** Whether a proof about `code` is one about this page's: it may leave out what no event names, and say nothing else. */
function isOfPage(code) {
  const [proven, shown] = [parts(code), parts(path)];
  const fits = name => !proven[name] || !shown[name] || proven[name] === shown[name];
  return proven.gtin === shown.gtin && fits('lot') && fits('serial');
}

const unusable = why => ({line: 'unusable  ' + why, cautions: []});

async function check(say) {
  if (!globalThis.crypto?.subtle) {
    return unusable('this browser offers no cryptography to pages without https');
  }
  const {verify, pinned} = await import('./verify.js');
  const answer = await fetch(path + '/proof', {headers: {Accept: 'application/json'}});
  if (!answer.ok) {
    return unusable(`the proof was not answered (${answer.status})`);
  }
  const file = new Uint8Array(await answer.arrayBuffer());
  const {line, code, cautions} = await verify(file, await pinned({logs: [LOG]}), say);
  const foreign = code && !isOfPage(code);
  return foreign ? {line: 'NOT PROVEN  /code: is not the code of this page', cautions: []} : {line, cautions};
}

function element(name, text, parent) {
  const made = document.createElement(name);
  made.textContent = text;
  return parent.appendChild(made);
}

if (box) {
  const button = element('button', box.dataset.button, box);
  button.className = 'button';
  button.type = 'button';
  button.addEventListener('click', async () => {
    button.disabled = true;
    box.querySelector('div')?.remove();
    const shown = element('div', '', box);
    Object.assign(shown, {lang: 'en', dir: 'ltr'});
    shown.setAttribute('role', 'status');
    const verdict = element('p', '…', shown);
    const steps = element('ul', '', shown);
    try {
      const {line, cautions} = await check(step => element('li', step.trim(), steps));
      verdict.textContent = line;
      cautions.reverse().forEach(caution => {
        const item = element('li', '', steps);
        element('strong', caution.trim(), item);
        item.className = 'notice';
        steps.prepend(item);
      });
    } catch (e) {
      verdict.textContent = 'unusable  ' + e.message;
    }
    verdict.className = 'outcome';
    const note = element('p', box.dataset.note + ' ', shown);
    Object.assign(note, {lang: document.documentElement.lang, dir: document.documentElement.dir, className: 'small'});
    element('a', box.dataset.own, note).href = '/verify?lang=' + document.documentElement.lang;
    button.disabled = false;
  });
}
