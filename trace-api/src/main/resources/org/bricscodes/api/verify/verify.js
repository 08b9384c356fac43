/*
 * Checks a proof bundle, of a code or of a query's answer, in the browser: from the file and pinned keys alone. The format
 * stands in trace-core/docs/bundle.md. Steps and sentences are those of `trace verify`; a test holds both equal. Not checked
 * here, and said so: that events are sound EPCIS with the hash they name, that all of them belong to the code's past,
 * ML-DSA-44 cosignatures, and receipts of ledgers other than `directory`.
 */

const BUNDLE = 'bricscodes.org/proof-bundle@v1';
const BUNDLE_2 = 'bricscodes.org/proof-bundle@v2';
const SET = 'bricscodes.org/result-set@v1';
const SET_2 = 'bricscodes.org/result-set@v2';
const RECEIPT = 'bricscodes.org/anchor-receipt@v1';
const MAX_BYTES = 16 << 20;

/** Something that cannot be, at a JSON pointer. Unreadable: the file is no bundle. */
class Fault extends Error {
  constructor(pointer, what, readable = true) {
    super(what);
    Object.assign(this, {pointer, what, readable});
  }
}

/** A fault of a part, which does not know where in the file it stands. */
class Wrong extends Error {}

const wrong = what => {
  throw new Wrong(what);
};

/** Runs a check of a part; what is wrong there is wrong at `pointer`. */
async function at(pointer, before, check) {
  try {
    return await check();
  } catch (e) {
    throw e instanceof Wrong ? new Fault(pointer, before + e.message) : e;
  }
}

// Bytes

const utf8 = text => new TextEncoder().encode(text);
const latin1 = bytes => Array.from(bytes, b => String.fromCharCode(b)).join('');
const octets = text => Uint8Array.from(text, c => c.charCodeAt(0));
const hex = bytes => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('');
const unhex = text => Uint8Array.from(text.match(/../g) ?? [], pair => parseInt(pair, 16));
const same = (a, b) => hex(a) === hex(b);
const base64 = bytes => btoa(latin1(bytes));

/** Canonical, padded base64, or null. */
function unbase64(text) {
  try {
    const bytes = octets(atob(text));
    return base64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

function u64(n) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(n));
  return bytes;
}

const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
const node = (left, right) => sha256([1], left, right);
const leaf = entry => sha256([0], entry);

async function hmac(key, bytes) {
  const algorithm = {name: 'HMAC', hash: 'SHA-256'};
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes));
}

let ed25519;

/** The browser's own Ed25519; where it has none, @noble/ed25519, fetched only then. */
async function signed(key, message, signature) {
  ed25519 ??= (async () => {
    try {
      const own = raw => crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
      await own(unhex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'));
      return async (k, m, s) => crypto.subtle.verify('Ed25519', await own(k), s, m);
    } catch {
      const noble = await import('./noble-ed25519.js');
      return (k, m, s) => noble.verifyAsync(s, m, k, {zip215: false});
    }
  })();
  const verifies = await ed25519;
  return signature.length === 64 && verifies(key, message, signature).catch(() => false);
}

// JSON, strictly: objects become maps, numbers keep their digits

class Json {
  constructor(text) {
    Object.assign(this, {text, i: 0, path: []});
  }

  fail() {
    const names = this.path.filter(name => name !== null);
    const escaped = names.map(name => '/' + String(name).replaceAll('~', '~0').replaceAll('/', '~1'));
    throw new Fault(escaped.join(''), 'is not JSON with each member once');
  }

  whole() {
    this.space();
    const value = this.i < this.text.length ? this.value() : undefined;
    this.space();
    if (this.i < this.text.length) {
      this.value();
      throw new Fault('', 'the file goes on behind the bundle');
    }
    return value;
  }

  space() {
    while (/[ \t\r\n]/.test(this.text.charAt(this.i))) {
      this.i++;
    }
    if (/[\u0000-\u001f/]/.test(this.text.charAt(this.i))) {
      this.fail();
    }
  }

  take(pattern) {
    pattern.lastIndex = this.i;
    const found = pattern.exec(this.text)?.[0];
    this.i += found?.length ?? 0;
    return found;
  }

  is(mark) {
    this.space();
    return this.text.charAt(this.i) === mark && ++this.i > 0;
  }

  value() {
    if (this.is('{')) {
      return this.object();
    }
    if (this.is('[')) {
      return this.list();
    }
    if (this.is('"')) {
      return this.string();
    }
    const word = this.take(/(true|false|null)(?![\w$])/y);
    const number = word ? null : this.take(/-?(0(?!\d)|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![.eE])/y);
    return word ? {word} : number ? {number} : this.fail();
  }

  string() {
    const from = this.i - 1;
    this.take(/(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y);
    const closed = this.text.charAt(this.i++) === '"';
    return closed ? JSON.parse(this.text.slice(from, this.i)) : this.fail();
  }

  enter() {
    if (this.path.push(null) > 8) {
      this.fail();
    }
  }

  object() {
    const members = new Map();
    this.enter();
    for (let more = !this.is('}'); more; ) {
      const name = this.is('"') ? this.string() : this.fail();
      this.path[this.path.length - 1] = name;
      const fits = name.length <= 64 && !members.has(name) && this.is(':');
      members.set(name, fits ? this.value() : this.fail());
      if (name === 'format' && this.path.length === 1) {
        this.format = members.get(name);
      }
      more = this.is(',') || (this.is('}') ? false : this.fail());
    }
    this.path.pop();
    return members;
  }

  list() {
    const items = [];
    this.enter();
    for (let more = !this.is(']') && (!this.is('}') || this.fail()); more; ) {
      this.path[this.path.length - 1] = items.length;
      items.push(this.value());
      more = !this.is(']') && (!this.is('}') || this.fail());
      this.path[this.path.length - 1] = items.length;
      if (more && !this.is(',')) {
        this.fail();
      }
    }
    this.path.pop();
    return items;
  }
}

/** An object's members, in their order, by the readers of those it may have. */
function members(value, pointer, readers) {
  if (!(value instanceof Map)) {
    throw new Fault(pointer, 'must be an object', false);
  }
  const found = {};
  for (const [name, member] of value) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : readers[name + '?'];
    if (!reader) {
      throw new Fault(`${pointer}/${name}`, 'is no member of this format');
    }
    found[name] = reader(member, `${pointer}/${name}`);
  }
  return found;
}

/** Reads an object by its members' readers: these, each once; those that end in ? may be absent. */
function read(value, pointer, readers) {
  const found = members(value, pointer, readers);
  requireAll(value, pointer, Object.keys(readers).filter(name => !name.endsWith('?')));
  return found;
}

function requireAll(value, pointer, names) {
  const missing = names.filter(name => !value.has(name));
  if (missing.includes('format')) {
    throw new Fault(pointer, 'is no proof bundle: it has no format', false);
  }
  if (missing.length > 0) {
    throw new Fault(pointer, 'lacks ' + missing.sort().join(', '));
  }
}

function string(value, pointer) {
  if (typeof value !== 'string') {
    throw new Fault(pointer, 'must be a string');
  }
  if (/\p{Surrogate}/u.test(value)) {
    throw new Fault(pointer, 'is not Unicode');
  }
  return value;
}

function index(value, pointer) {
  if (!/^-?\d+$/.test(value?.number ?? '')) {
    throw new Fault(pointer, 'must be a whole number');
  }
  if (!/^\d{1,18}$/.test(value.number)) {
    throw new Fault(pointer, 'must be 0 to 10^18 - 1');
  }
  return BigInt(value.number);
}

function bytes(value, pointer) {
  const found = unbase64(string(value, pointer));
  if (!found) {
    throw new Fault(pointer, 'is not canonical base64');
  }
  return found;
}

const list = (most, tooMany, item) => (value, pointer) => {
  if (!Array.isArray(value)) {
    throw new Fault(pointer, 'must be an array');
  }
  return value.map((one, i) => {
    if (i === most) {
      throw new Fault(`${pointer}/${i}`, tooMany);
    }
    return item(one, `${pointer}/${i}`);
  });
};

const hashes = most => {
  const what = `must be one of at most ${most} hashes of 32 bytes`;
  return list(most, what, (value, pointer) => {
    const hash = bytes(value, pointer);
    if (hash.length !== 32) {
      throw new Fault(pointer, what);
    }
    return hash;
  });
};

const formatIs = name => (value, pointer) => {
  if (string(value, pointer) !== name) {
    throw new Fault(pointer, 'must be ' + name, false);
  }
};

function witnesses(value, pointer) {
  const keys = list(64, 'a bundle names 64 witnesses at most', string)(value, pointer);
  if (keys.length === 0) {
    throw new Fault(pointer, 'is absent where no witness cosigned');
  }
  return keys;
}

const EVENT = {index, party: string, recordTime: string, hash: string, context: string, event: string, salt: bytes};
const ANCHOR = {trust: string, receipt: string, consistency: hashes(63)};
const SHARED = {
  log: string,
  checkpoint: string,
  'witnesses?': witnesses,
  anchors: list(64, 'a bundle holds 64 anchors at most', (value, pointer) => read(value, pointer, ANCHOR)),
};
const PIECE = {at: index, pointer: string, value: string, salt: bytes};
const PART = {
  index,
  party: string,
  recordTime: string,
  context: string,
  members: string,
  pieces: list(100000, 'an event shows 100000 pieces at most', (value, pointer) => read(value, pointer, PIECE)),
  nodes: hashes(3100000),
};

function entry(value, pointer) {
  const version = index(value, pointer);
  if (version !== 1n && version !== 2n) {
    throw new Fault(pointer, 'must be 1 or 2');
  }
  return version;
}

/** Reads an event of the second version of a file, shown whole or in part. */
function secondEvent(value, pointer, more) {
  const [whole, part] = [{...EVENT, entry, ...more}, {...PART, ...more}];
  const found = members(value, pointer, {...whole, ...part});
  const shape = value.has('pieces') ? part : whole;
  for (const name of value.keys()) {
    if (!Object.hasOwn(shape, name)) {
      throw new Fault(`${pointer}/${name}`, 'is no member of this format');
    }
  }
  requireAll(value, pointer, Object.keys(shape));
  return found;
}

const IN_BUNDLE = {path: hashes(63)};
const IN_SET = {context: index};
const eventIn = more => second => (value, pointer) =>
  second ? secondEvent(value, pointer, more) : read(value, pointer, {...EVENT, ...more});
const TOO_MANY = 'a result set holds 10000 events at most';

const bundleOf = (value, format) =>
  read(value, '', {
    format: formatIs(format),
    code: string,
    events: list(2000, 'a bundle holds 2000 events at most', eventIn(IN_BUNDLE)(format === BUNDLE_2)),
    ...SHARED,
  });

function setOf(value, name) {
  if (value instanceof Map && value.keys().next().value !== 'format') {
    throw new Fault('/format', 'must come first and be ' + name, false);
  }
  const set = read(value, '', {
    format: (format, pointer) => {
      if (string(format, pointer) !== name) {
        throw new Fault(pointer, 'must come first and be ' + name, false);
      }
    },
    query: string,
    visibility: string,
    statement: string,
    contexts: list(10000, TOO_MANY, string),
    events: list(10000, TOO_MANY, eventIn(IN_SET)(name === SET_2)),
    nodes: hashes(630000),
    ...SHARED,
  });
  if (new Set(set.contexts).size < set.contexts.length) {
    throw new Fault('/contexts', 'holds one context twice');
  }
  let used = 0;
  set.events.forEach((event, i) => {
    if (event.context > used || event.context >= set.contexts.length) {
      throw new Fault(`/events/${i}/context`, 'must be one of the contexts, in their order');
    }
    used = Math.max(used, Number(event.context) + 1);
    event.context = set.contexts[event.context];
  });
  if (used < set.contexts.length) {
    throw new Fault(`/contexts/${used}`, 'is not used by any event');
  }
  return set;
}

// Notes, keys, checkpoints (c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature)

const BAD_NAME = "a key name has 1 to 255 bytes without space, control character or '+'";
const isName = name => /^[^\u0000-\u001f+\p{Z}\u0085]+$/u.test(name) && utf8(name).length <= 255;

/** y of the points whose order divides eight, the sign bit cleared. */
const WEAK = [
  '00'.repeat(32),
  '01' + '00'.repeat(31),
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ec' + 'ff'.repeat(30) + '7f',
];

export async function verifierKey(text) {
  const [name, id] = text.split('+', 2);
  if (text.length > 2048 || id === undefined || text.length < name.length + id.length + 2) {
    wrong('a verifier key is name+keyid+base64, at most 2048 characters');
  }
  const typed = unbase64(text.slice(name.length + id.length + 2)) ??
    wrong('a verifier key is not canonical base64');
  const [type] = typed;
  if (type === undefined) {
    wrong("a verifier key holds one type byte and the key's bytes");
  }
  const length = {1: 32, 4: 32, 6: 1312}[type];
  if (!length) {
    wrong('a verifier key is of type 1 (Ed25519), 4 (cosignature/v1) or 6 (ML-DSA-44)');
  }
  if (typed.length !== 1 + length) {
    wrong(`a key of type ${type} has ${length} bytes`);
  }
  if (!isName(name)) {
    wrong(BAD_NAME);
  }
  const right = hex(await sha256(utf8(name + '\n'), typed)).slice(0, 8);
  if (id !== right) {
    wrong('the key ID of a verifier key must be ' + right);
  }
  const raw = typed.slice(1);
  const y = Uint8Array.from(raw, (byte, i) => (i === 31 ? byte & 127 : byte));
  if (type !== 6 && (WEAK.includes(hex(y)) || /^(ed|ee|ef|f.)(ff){30}7f$/.test(hex(y)))) {
    wrong('an Ed25519 public key is a canonical point of large order');
  }
  return {text, name, id, type, raw};
}

function signatureLine(line) {
  const space = line.indexOf(' ', 2);
  if (!line.startsWith('\u2014 ') || space < 0) {
    wrong('a signature line is: em dash, space, key name, space, base64');
  }
  const blob = unbase64(line.slice(space + 1)) ?? wrong('a signature is not canonical base64');
  if (blob.length <= 4) {
    wrong('a signature holds a 4-byte key ID and at least one byte');
  }
  const name = line.slice(2, space);
  if (!isName(name)) {
    wrong(BAD_NAME);
  }
  if (blob.length > 4100) {
    wrong('a signature takes 1 to 4096 bytes');
  }
  return {name, id: hex(blob.slice(0, 4)), signature: blob.slice(4)};
}

function noteOf(text) {
  const end = text.lastIndexOf('\n\n');
  if (utf8(text).length > 524288) {
    wrong('a note has at most 524288 bytes');
  }
  if (end < 0 || !text.endsWith('\n')) {
    wrong('a note is text, a blank line and signature lines, each ended by a newline');
  }
  const lines = text.slice(end + 2).split('\n').slice(0, -1);
  const few = lines.length <= 100;
  const signatures = lines.slice(0, 100).map(signatureLine);
  const body = text.slice(0, end + 1);
  if (few && /[\u0000-\u0009\u000b-\u001f]/.test(body)) {
    wrong('a note text ends in a newline and has no other control character');
  }
  if (!few || lines.length === 0) {
    wrong('a note carries 1 to 100 signatures');
  }
  return {text: body, signatures};
}

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function decimal(text) {
  return /^(0|[1-9]\d{0,18})$/.test(text) && BigInt(text) < 1n << 63n ? BigInt(text) : null;
}

function checkpointOf(text) {
  const lines = text.split('\n');
  if (!text.endsWith('\n') || lines.length < 4) {
    wrong('a checkpoint is an origin, a size and a root, each line ended by a newline');
  }
  const size = decimal(lines[1]);
  const root = unbase64(lines[2]);
  if (size === null || root?.length !== 32) {
    wrong("a checkpoint's size is decimal and its root base64 of 32 bytes");
  }
  if (lines[0] === '' || utf8(lines[0]).length > 255) {
    wrong('an origin is one line of 1 to 255 bytes');
  }
  if (lines.length > 20 || lines.slice(3, -1).includes('')) {
    wrong('extension lines are not empty and at most 16');
  }
  if (size === 0n && hex(root) !== EMPTY) {
    wrong('the root of an empty tree is the hash of nothing');
  }
  return {origin: lines[0], size, root};
}

const isBy = (line, key) => line.name === key.name && line.id === key.id;
const seconds = line => new DataView(line.signature.buffer).getBigInt64(0);

async function verifies(text, line, key) {
  if (key.type === 1) {
    return signed(key.raw, utf8(text), line.signature);
  }
  const time = line.signature.length === 72 ? seconds(line) : -1n;
  const message = `cosignature/v1\ntime ${time}\n${text}`;
  return time >= 0n && time <= 31556889864403199n && signed(key.raw, utf8(message), line.signature.slice(8));
}

/** The keys among `known` that signed; one line of a known key that does not hold spoils the note. */
async function signers(note, known) {
  const found = [];
  for (const key of known) {
    const lines = note.signatures.filter(line => isBy(line, key));
    for (const line of lines) {
      if (!(await verifies(note.text, line, key))) {
        wrong(`a signature of the known key ${key.name} does not verify`);
      }
    }
    if (lines.length > 0) {
      found.push(key);
    }
  }
  return found;
}

async function signedCheckpoint(text, origin, keys) {
  const note = noteOf(text);
  const checkpoint = checkpointOf(note.text);
  if (checkpoint.origin !== origin) {
    wrong('the checkpoint belongs to another log');
  }
  if ((await signers(note, keys)).length === 0) {
    wrong('no signature is by a pinned key of the log');
  }
  return {...checkpoint, note};
}

// Merkle proofs (RFC 9162 §2.1)

async function climb(index, size, path, seeds, what) {
  let [fn, sn] = [index, size];
  let [inner, outer] = seeds;
  for (const hash of path) {
    if (sn === 0n) {
      wrong(`the ${what} path has too many hashes`);
    }
    if (fn & 1n || fn === sn) {
      inner = await node(hash, inner);
      outer = await node(hash, outer);
      for (; fn !== 0n && !(fn & 1n); fn >>= 1n, sn >>= 1n);
    } else {
      outer = await node(outer, hash);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  if (sn !== 0n) {
    wrong(`the ${what} path lacks hashes`);
  }
  return [inner, outer];
}

async function included(index, size, path, leafHash, root) {
  if (index >= size) {
    wrong('the leaf index must lie below the tree size');
  }
  const [, top] = await climb(index, size - 1n, path, [leafHash, leafHash], 'inclusion');
  if (!same(top, root)) {
    wrong('the inclusion path does not lead to the root');
  }
}

async function consistent(old, now, path) {
  if (old.size === 0n || now.size < old.size) {
    wrong('sizes must satisfy 0 < old <= new');
  }
  if (old.size === now.size) {
    if (path.length > 0) {
      wrong('the consistency path has too many hashes');
    }
    return same(old.root, now.root) || wrong('two roots claim the same size');
  }
  if (path.length === 0) {
    wrong('the consistency path lacks hashes');
  }
  let [fn, sn] = [old.size - 1n, now.size - 1n];
  for (; fn & 1n; fn >>= 1n, sn >>= 1n);
  const [first, rest] = fn === 0n ? [old.root, path] : [path[0], path.slice(1)];
  const [before, after] = await climb(fn, sn, rest, [first, first], 'consistency');
  if (!same(before, old.root)) {
    wrong('the consistency path does not lead to the old root');
  }
  return same(after, now.root) || wrong('the consistency path does not lead to the new root');
}

/** The root of a tree of which these leaves are known, and the roots of the largest subtrees without any. */
async function rebuiltRoot(indices, leafHashes, size, nodes) {
  let [leaves, taken] = [0, 0];
  const rebuilt = async (from, to) => {
    if (leaves === indices.length || indices[leaves] >= to) {
      return nodes[taken++] ?? wrong('the batch proof lacks hashes');
    }
    if (to - from === 1n) {
      return leafHashes[leaves++];
    }
    const split = from + (1n << BigInt((to - from - 1n).toString(2).length - 1));
    const left = await rebuilt(from, split);
    return node(left, await rebuilt(split, to));
  };
  const top = await rebuilt(0n, size);
  if (taken < nodes.length) {
    wrong('the batch proof has too many hashes');
  }
  return top;
}

async function batchIncluded(indices, leafHashes, size, nodes, root) {
  if (!same(await rebuiltRoot(indices, leafHashes, size, nodes), root)) {
    wrong('the batch proof does not lead to the root');
  }
}

// The pieces of an event

/** Where a JSON value of a text ends that is well-formed, as far as brackets and strings go; throws where it breaks off. */
class Cutter {
  constructor(text) {
    Object.assign(this, {text, i: 0, pieces: [], members: ''});
  }

  take(pattern) {
    pattern.lastIndex = this.i;
    const found = pattern.exec(this.text)?.[0] ?? wrong('breaks off');
    this.i += found.length;
    return found;
  }

  /** The whole value from here on, and the places of what is in it. */
  value(depth = 0) {
    this.take(/[ \t\r\n]*/y);
    const start = this.i;
    const first = this.text.charAt(start);
    const within = [];
    if (depth > 512) {
      wrong('is nested too deep');
    }
    if (first === '{' || first === '[') {
      this.take(/.[ \t\r\n]*/y);
      const closing = first === '{' ? '}' : ']';
      for (let n = 0; this.text.charAt(this.i) !== closing; n++) {
        const name = first === '{' ? this.take(STRING).slice(1, -1) : String(n);
        if (first === '{') {
          this.take(/[ \t\r\n]*:/y);
        }
        within.push([name, this.value(depth + 1)]);
        this.take(/[ \t\r\n]*/y);
        if (this.text.charAt(this.i) !== closing) {
          this.take(/,[ \t\r\n]*/y);
        }
      }
      this.i++;
    } else {
      this.take(first === '"' ? STRING : /[^,}\] \t\r\n]+/y);
    }
    return {first, within, text: this.text.slice(start, this.i)};
  }
}

const STRING = /"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const DEPTH = 3;

/** Whether a value is cut into what is in it. */
function isCut({first, within}) {
  return within.length > 0 && (first === '[' || within.every(([name]) => !/^\d*$|[\\\u0000-\u001f]/.test(name)));
}

/** What an event is cut into, and a line for each of its members; nothing, if it is no object that can be cut. */
function cut(text) {
  const cutter = new Cutter(text);
  let event;
  try {
    event = cutter.value();
    cutter.take(/[ \t\r\n]*$/y);
  } catch {
    return {pieces: [], members: ''};
  }
  const pieces = [];
  const lines = [];
  const add = (value, steps) => {
    if (steps.length === DEPTH || !isCut(value)) {
      pieces.push({pointer: steps.map(step => '/' + step).join(''), value: value.text});
    } else {
      value.within.forEach(([name, inner]) => add(inner, [...steps, escapedStep(name)]));
    }
  };
  for (const [name, value] of event.first === '{' && isCut(event) ? event.within : []) {
    const before = pieces.length;
    add(value, [escapedStep(name)]);
    lines.push(`${pieces.length - before} ${name}\n`);
  }
  return {pieces, members: lines.join('')};
}

const escapedStep = name => name.replaceAll('~', '~0').replaceAll('/', '~1');
const stepOf = step => step.replaceAll('~1', '/').replaceAll('~0', '~');
const memberOf = piece => stepOf(piece.pointer.split('/', 2)[1]);

/** The hash of the leaf of a piece. */
const pieceLeaf = ({salt, pointer, value}) => leaf(joined(salt, utf8(`${pointer}\n${value}`)));

/** The salt of a leaf, from the event's. */
function leafSalt(salt, at) {
  const counter = new Uint8Array(4);
  new DataView(counter.buffer).setUint32(0, at + 1);
  return sha256(counter, salt, utf8('bricscodes.org/v2'));
}

/** What an entry of version 2 commits to of an event that is shown whole. */
async function treeOf(event, whole) {
  const {pieces, members} = cut(event.event);
  const leafHashes = [await leaf(joined(await leafSalt(event.salt, 0), whole))];
  for (const [i, piece] of pieces.entries()) {
    leafHashes.push(await pieceLeaf({...piece, salt: await leafSalt(event.salt, i + 1)}));
  }
  const indices = leafHashes.map((_, i) => BigInt(i));
  return {members, root: await rebuiltRoot(indices, leafHashes, BigInt(leafHashes.length), [])};
}

/** The members of an event of which some pieces are shown, in their order: names, and how many pieces each has. */
function shapeOf(members, pointer) {
  const lines = members.split('\n');
  const end = lines.pop();
  const shape = new Map();
  for (const line of lines) {
    const [, count, name] = /^([1-9]\d{0,8}) ([^"\\\u0000-\u001f]+)$/.exec(line) ?? [];
    if (!name || shape.has(name)) {
      throw new Fault(pointer, 'must be lines of a number, a space and a name, each once');
    }
    shape.set(name, Number(count));
  }
  if (end !== '') {
    throw new Fault(pointer, 'must be lines of a number, a space and a name, each once');
  }
  const pieces = [...shape.values()].reduce((sum, count) => sum + count, 0);
  if (pieces >= 2 ** 31 - 1) {
    throw new Fault(pointer, 'counts more pieces than an event can have');
  }
  return {shape, pieces};
}

/** What an entry of version 2 commits to of an event of which some pieces are shown. */
async function treeOfPart(event, pointer) {
  const {shape, pieces} = shapeOf(event.members, pointer + '/members');
  const members = shape.entries();
  let [member, end] = ['', 0];
  // Pieces come in the order of the members.
  const memberAt = leafIndex => {
    while (leafIndex > end) {
      const [name, count] = members.next().value;
      [member, end] = [name, end + count];
    }
    return member;
  };
  const indices = [];
  const leafHashes = [];
  for (const [i, piece] of event.pieces.entries()) {
    const here = `${pointer}/pieces/${i}`;
    if (piece.at <= (indices.at(-1) ?? 0n) || piece.at > pieces) {
      throw new Fault(here + '/at', 'must be above the one before and that of a piece of the event');
    }
    if (piece.salt.length !== 32) {
      throw new Fault(here + '/salt', 'must be 32 bytes');
    }
    const sound = /^(\/([^/~"\\\u0000-\u001f]|~[01])+){1,3}$/.test(piece.pointer);
    if (!sound || memberOf(piece) !== memberAt(Number(piece.at))) {
      throw new Fault(here + '/pointer', 'does not lead into the member that has its piece there');
    }
    indices.push(piece.at);
    leafHashes.push(await pieceLeaf(piece));
  }
  const size = BigInt(pieces + 1);
  const root = await at(pointer + '/nodes', '', () => rebuiltRoot(indices, leafHashes, size, event.nodes));
  return {members: event.members, root};
}

/** How many pieces are withheld of which member. */
function withheldOf(event) {
  const hidden = new Map(shapeOf(event.members, '').shape);
  event.pieces.forEach(piece => hidden.set(memberOf(piece), hidden.get(memberOf(piece)) - 1));
  return hidden;
}

const NEVER_WITHHELD = ['@context', 'type', 'eventTime', 'eventTimeZoneOffset', 'action', 'parentID'];

/** What cannot be told without must be shown; a withdrawn event must not look like one that stands. */
function requireShown(event, pointer) {
  const hidden = withheldOf(event);
  for (const [name, count] of shapeOf(event.members, '').shape) {
    const lacking = NEVER_WITHHELD.includes(name) ? hidden.get(name) > 0 : name === 'errorDeclaration' && hidden.get(name) === count;
    if (lacking) {
      throw new Fault(pointer + '/pieces', `withhold ${name}, without which the event cannot be told`);
    }
  }
}

function withheldLine(event) {
  const hidden = [...withheldOf(event)].filter(([, count]) => count > 0);
  const {pieces} = shapeOf(event.members, '');
  const withheld = hidden.map(([name, count]) => `${count} of ${plain(name)}`).join(', ');
  return `    ${event.pieces.length} of ${pieces} pieces shown` + (withheld && '; withheld: ' + withheld);
}

// The parts of a bundle

/** The hash of the log entry that commits to an event. */
async function leafHashOf(event, pointer) {
  if (!event.pieces && event.salt.length !== 32) {
    throw new Fault(pointer + '/salt', 'must be 32 bytes');
  }
  if (event.party === '') {
    throw new Fault(pointer + '/party', 'must not be empty');
  }
  const time = event.recordTime;
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time) ? new Date(time) : new Date(NaN);
  if (Number.isNaN(date.getTime()) || date.toISOString() !== time) {
    throw new Fault(pointer + '/recordTime', 'is no UTC time with three decimals');
  }
  const beside = [await sha256(utf8(event.context)), await sha256(utf8(`${event.party}\n${time}`))];
  if (event.pieces) {
    return treeEntry(beside, await treeOfPart(event, pointer));
  }
  const hash = /^ni:\/\/\/sha-256;([0-9a-f]{64})\?ver=CBV2\.0$/.exec(event.hash)?.[1];
  if (!hash) {
    throw new Fault(pointer + '/hash', 'is no event hash of CBV 2.0');
  }
  const whole = await sha256(utf8(event.event));
  if (event.entry === 2n) {
    return treeEntry(beside, await treeOf(event, joined(whole, unhex(hash))));
  }
  const digests = [whole, beside[0], unhex(hash), beside[1]];
  const tag = utf8('bricscodes.org/event-commitment/v1\n');
  const commitment = await hmac(event.salt, joined(tag, [4], ...digests));
  return leaf(joined([1], commitment));
}

/** The hash of a log entry of version 2. */
async function treeEntry(beside, {members, root}) {
  const tag = utf8('bricscodes.org/event-commitment/v2\n');
  return leaf(joined([2], await sha256(tag, ...beside, await sha256(utf8(members)), root)));
}

async function receiptOf(text) {
  const lines = latin1(utf8(text)).split('\n');
  let next = 0;
  const optional = name => (lines[next]?.startsWith(name + ' ') ? lines[next++].slice(name.length + 1) : null);
  const item = name => optional(name) ?? wrong(`line ${next + 1} of this receipt should be '${name} …'`);
  const shaped = (value, shape, what) => (new RegExp(`^(?:${shape})$`).test(value) ? value : wrong(what));
  const carried = value => unbase64(value) ?? wrong('what a receipt carries is canonical base64');
  if (utf8(text).length > 262144) {
    wrong('a receipt takes 262144 bytes at most');
  }
  if (lines[next++] !== RECEIPT) {
    wrong(`line 1 of a receipt is '${RECEIPT}'`);
  }
  const ledger = item('ledger');
  const colon = ledger.indexOf(':');
  const namespace = colon < 0 ? wrong("a ledger id has a ':' after its namespace") : ledger.slice(0, colon);
  const [first, second] = ['[a-z][a-z0-9-]{1,31}', '[A-Za-z0-9._+/:%-]{1,400}'];
  const shown = namespace.length <= 40 ? namespace : namespace.slice(0, 40) + '…';
  shaped(ledger, `${first}:${second}`, `a ledger id is ${first} ':' ${second}, not '${shown}'`);
  const adapter = item('adapter');
  const tx = shaped(item('tx'), '[A-Za-z0-9._-]{1,128}', 'a transaction id is [A-Za-z0-9._-]{1,128}');
  const place = '([0-9]{12})/([0-9]{6})/([0-9]{6})@([0-9a-f]{1,128})';
  const position = shaped(item('position'), place, 'a position is ' + place);
  const time = optional('time');
  if (time !== null) {
    const what = 'time is not an ISO 8601 instant';
    shaped(time, '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3,9})?Z', what);
    const [whole, fraction = ''] = time.slice(0, -1).split('.');
    const date = new Date(whole + 'Z');
    (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 19) !== whole) && wrong(what);
    (!/^(|\d{3}|\d{6}|\d{9})$/.test(fraction) || /000$/.test(fraction)) && wrong(what);
  }
  const anchor = carried(item('anchor'));
  if (anchor.length > 16384) {
    wrong('an anchor takes 16384 bytes at most');
  }
  let note;
  try {
    note = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(anchor);
  } catch {
    wrong('a note is valid UTF-8');
  }
  checkpointOf(noteOf(note).text);
  const evidence = carried(item('evidence'));
  shaped(adapter, '[a-z][a-z0-9-]{0,39}/[1-9][0-9]{0,5}', "adapter is a lower-case name, '/' and a version");
  if (lines.length !== next + 1 || lines[next] !== '') {
    wrong('the receipt is not in canonical form');
  }
  return {ledger, namespace, adapter, tx, position, time, anchor, note, evidence};
}

async function doubted(check) {
  try {
    await check();
  } catch (e) {
    if (e instanceof Wrong) {
      e.message = 'the evidence does not hold: ' + e.message;
    }
    throw e instanceof Fault ? new Wrong(e.what) : e;
  }
}

/** A receipt of the ledger `directory`: the anchor is an entry of a second log under its own key. */
async function onDirectory(receipt, key) {
  const pinned = `directory:${key.name}+${key.id}`;
  if (receipt.adapter !== 'directory/1' || receipt.time !== null) {
    wrong('this is no receipt of form directory/1');
  }
  if (receipt.ledger !== pinned) {
    wrong(`the receipt is of ${receipt.ledger}, pinned is ${pinned}`);
  }
  if (receipt.tx !== hex(await sha256(receipt.anchor))) {
    wrong('the transaction id is not the SHA-256 of the content');
  }
  const leafHash = await leaf(receipt.anchor);
  await doubted(async () => {
    const proof = proofOf(receipt.evidence, key);
    if (receipt.position !== `${String(proof.index).padStart(12, '0')}/000000/000000@${hex(leafHash)}`) {
      throw new Fault('', 'the position is not that of the proof');
    }
    const second = await signedCheckpoint(proof.checkpoint, key.name, [key]);
    await included(proof.index, second.size, proof.path, leafHash, second.root);
  });
}

/** A key and a .tlog-proof (c2sp.org/tlog-proof) without an extra line. */
function proofOf(evidence, key) {
  const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(evidence);
  if (!text.startsWith(key.text + '\n')) {
    wrong('the receipt names another key than the pinned one');
  }
  const proof = text.slice(key.text.length + 1);
  const blank = proof.indexOf('\n\n');
  if (blank < 0) {
    wrong('a proof is lines, a blank line and a checkpoint');
  }
  const [head, ...lines] = proof.slice(0, blank).split('\n');
  if (head !== 'c2sp.org/tlog-proof@v1') {
    wrong('a proof starts with c2sp.org/tlog-proof@v1');
  }
  const extra = lines[0]?.startsWith('extra ') ? lines.shift() : null;
  if (!lines[0]?.startsWith('index ')) {
    wrong('a proof states its index');
  }
  const checkpoint = proof.slice(blank + 2);
  const note = noteOf(checkpoint);
  const index = decimal(lines[0].slice(6));
  const path = lines.slice(1).map(unbase64);
  if (index === null || path.some(hash => hash?.length !== 32)) {
    wrong("a proof's index is decimal and its hashes base64 of 32 bytes");
  }
  if (path.length > 63) {
    wrong('a proof has an index that is not negative and at most 63 hashes');
  }
  if (extra !== null || !same(utf8(text), evidence)) {
    wrong('the proof is not in canonical form');
  }
  if (note.signatures.length !== 1) {
    wrong("the checkpoint carries the log's own signature only");
  }
  return {index, path, checkpoint};
}

async function logOf(text, pins) {
  const named = await at('/log', 'is no verifier key: ', () => verifierKey(text));
  if (pins.logs.length > 0 && !pins.logs.some(key => key.text === text)) {
    throw new Fault('/log', 'is not a key you pinned for the log');
  }
  const keys = pins.logs.length > 0 ? pins.logs.filter(key => key.name === named.name) : [named];
  if (keys.some(key => key.type !== 1)) {
    throw new Fault('', 'the pinned keys cannot be used: a log has at least one key, all of type Ed25519', false);
  }
  return {name: named.name, keys};
}

const instant = time => new Date(Number(time) * 1000).toISOString().replace('.000Z', 'Z');

async function cosigners(note, named, log, pins, say) {
  const cosigned = async (key, pinned) => {
    const line = note.signatures.find(one => isBy(one, key));
    say(`  cosigned by ${key.name}, ${instant(seconds(line))}${pinned ? '' : ', key ' + key.text}${whose(pinned)}`);
  };
  const checkable = pins.witnesses.filter(key => key.type === 4);
  const proven = await at('/checkpoint', '', () => signers(note, checkable));
  if (pins.policy && !pins.policy.isMetBy(proven)) {
    throw new Fault('/checkpoint', 'is not cosigned as the policy asks: ' + pins.policy.lacking(proven));
  }
  proven.forEach(key => cosigned(key, true));
  if (new Set(named).size < named.length) {
    throw new Fault('/witnesses', 'names one witness twice');
  }
  const elsewhere = pins.witnesses.filter(key => key.type !== 4 && note.signatures.some(line => isBy(line, key)));
  const known = [...log.keys, ...checkable];
  let count = proven.length;
  for (const [i, text] of named.entries()) {
    await at('/witnesses/' + i, '', async () => {
      const key = await verifierKey(text);
      if (key.type === 1) {
        wrong("a witness's key is of type cosignature/v1 or ML-DSA-44");
      }
      if (key.type === 4 && (await signers(note, [key])).length === 0) {
        wrong('has not cosigned the checkpoint');
      }
      if (key.type !== 4 && !note.signatures.some(line => isBy(line, key))) {
        wrong('has not cosigned the checkpoint');
      }
      if (key.type !== 4 && !elsewhere.some(pinned => pinned.text === text)) {
        elsewhere.push(key);
      }
      if (key.type === 4 && !proven.some(pinned => pinned.text === text)) {
        known.push(key);
        cosigned(key, false);
        count++;
      }
    });
  }
  elsewhere.forEach(key => say(`${NOT_HERE}the ML-DSA-44 cosignature of ${plain(key.name)}; trace verify does`));
  known.push(...elsewhere);
  const others = note.signatures.filter(line => !known.some(key => isBy(line, key))).map(line => line.name);
  new Set(others).forEach(name => say(`  signed also in the name of ${plain(name)}: not checked, no key is given`));
  if (count === 0) {
    say('  cosigned by nobody that can be checked');
  }
}

/** Ledgers whose receipts `trace verify` checks and this file does not, and what of each can be pinned. */
const ELSEWHERE = new Map([
  ['eip155', 'blocks:0x… with the hash of its block'],
  ['fabric', 'the line fabric:…;writer=…;peers=…;orderers=…'],
  ['xinghuo', ''],
]);

/** What a verifier has to bring along so that such a receipt can be checked. */
function wanted({ledger, namespace}) {
  const second = namespace === 'directory';
  if (!second && !ELSEWHERE.has(namespace)) {
    return 'nothing here knows ledgers of the kind ' + namespace;
  }
  const form = second ? "its log's verifier key" : ELSEWHERE.get(namespace);
  const node = second ? '' : `name a node of your choice, --ledger-node ${namespace}=NODE`;
  const pin = form && `pin ${form} from a source of your own, --ledger ${ledger}=TRUST`;
  return [node, pin].filter(way => way !== '').join(', or ');
}

async function anchored(raw, log, checkpoint, indices, pins, pointer, say) {
  const [receipt, old] = await at(pointer + '/receipt', '', async () => {
    const found = await receiptOf(raw.receipt);
    return [found, await signedCheckpoint(found.note, log.name, log.keys)];
  });
  const pinned = Object.hasOwn(pins.ledgers, receipt.ledger) ? pins.ledgers[receipt.ledger] : '';
  const second = receipt.namespace === 'directory';
  // What a file says itself is taken where that is one key; anything else is made up as easily as the receipt.
  const trust = pinned || (second ? raw.trust : '');
  const checked = second && trust !== '';
  if (checked) {
    const own = 'INVALID_INPUT: a directory ledger is pinned by ';
    let key;
    try {
      key = await verifierKey(trust);
    } catch {
      throw new Fault(pointer + '/trust', own + 'its verifier key, name+keyid+base64');
    }
    if (key.type !== 1) {
      throw new Fault(pointer + '/trust', own + 'a key of type Ed25519');
    }
    await at(pointer + '/receipt', '', () => onDirectory(receipt, key));
  }
  await at(pointer + '/consistency', '', () => consistent(old, checkpoint, raw.consistency));
  const time = receipt.time === null ? '' : ', ' + receipt.time;
  const covered = indices.filter(index => index < old.size).length;
  const under = !checked ? '' : pinned ? ' (pinned)' : " (under the file's own key: compare it)";
  const said = checked ? 'anchored on' : 'said to be anchored on';
  say(`  ${said} ${receipt.ledger} at ${old.size} entries${time}, covering ${covered} of these events${under}`);
  if (checked) {
    say('    checked under ' + plain(trust));
  } else if (pinned && ELSEWHERE.has(receipt.namespace)) {
    say(`    NOT CHECKED here: trace verify checks receipts of ${receipt.ledger}`);
  } else {
    say('    NOT CHECKED: ' + wanted(receipt));
  }
  return checked;
}

// What events name (GS1 Digital Links and EPC URNs)

const escaped = value => encodeURIComponent(value).replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase());

function checkDigit(body) {
  const sum = [...body].reverse().reduce((total, digit, i) => total + digit * (i % 2 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

/** GTIN, lot and serial of an identifier, as far as it names them; null for what is no trade item. */
function tradeItem(uri) {
  const urn = /^urn:epc:(?:id:sgtin|class:lgtin|idpat:sgtin):(\d{6,12})\.(\d)(\d{0,6})\.(.+)$/.exec(uri);
  try {
    if (urn) {
      const body = urn[2] + urn[1] + urn[3];
      const last = decodeURIComponent(urn[4]);
      const gtin = body + checkDigit(body);
      const one = {'urn:epc:id:s': {gtin, serial: last}, 'urn:epc:clas': {gtin, lot: last}};
      return one[uri.slice(0, 12)] ?? {gtin};
    }
    const shape =
      /^https?:\/\/.+\/01\/(\d{8}|\d{12,14})(?:\/22\/[^/?#]+)?(?:\/10\/([^/?#]+))?(?:\/21\/([^/?#]+))?\/?(?:[?#].*)?$/;
    const link = shape.exec(uri);
    const part = text => (text === undefined ? undefined : decodeURIComponent(text));
    return link && {gtin: link[1].padStart(14, '0'), lot: part(link[2]), serial: part(link[3])};
  } catch {
    return null;
  }
}

const ITEMS = ['parentID', 'epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];
const LOTS = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];
const NO_CODE = 'is not the canonical Digital Link of a GTIN, a lot and a serial';

/** The code must be one, and be named by an event: its item, and its lot. */
function requireNamed(code, events) {
  const item = tradeItem(code);
  const part = (ai, value) => (value === undefined ? '' : `/${ai}/${escaped(value)}`);
  const sound = value => value === undefined || /^[!"%-?A-Z_a-z]{1,20}$/.test(value);
  const canonical = item && `https://id.gs1.org/01/${item.gtin}${part(10, item.lot)}${part(21, item.serial)}`;
  const checked = canonical && checkDigit(item.gtin.slice(0, 13)) === item.gtin[13];
  if (code !== canonical || !checked || !sound(item.lot) || !sound(item.serial)) {
    throw new Fault('/code', NO_CODE);
  }
  const [items, lots] = [new Set(), new Set()];
  for (const event of events) {
    const all = names => names.flatMap(name => event[name] ?? []);
    all(ITEMS).forEach(id => items.add(JSON.stringify(itemKey(id))));
    all(LOTS).forEach(one => lots.add(JSON.stringify(lotKey(one?.epcClass))));
  }
  if (item.serial !== undefined && !items.has(JSON.stringify(itemKey(code)))) {
    throw new Fault('/code', 'no event of the bundle names it');
  }
  if ((item.serial === undefined || item.lot !== undefined) && !lots.has(JSON.stringify(lotKey(code)))) {
    throw new Fault('/code', 'no event of the bundle names ' + (item.serial === undefined ? 'it' : 'its lot'));
  }
}

function itemKey(uri) {
  const found = tradeItem(String(uri));
  return found?.serial === undefined ? null : [found.gtin, found.serial];
}

function lotKey(uri) {
  const found = tradeItem(String(uri));
  return found ? [found.gtin, found.lot ?? null] : null;
}

// What is said

const NOT_HERE = '  not checked here: ';
const whose = pinned => (pinned ? ' (pinned)' : " (the file's own: compare it)");
const plain = text => text.replace(/[\u0000-\u001f\u007f]/g, '\ufffd');

function eventTime(text) {
  const [, seconds, fraction = '', zone] = /^(.{19})(?:\.(\d+))?(.*)$/.exec(text) ?? [];
  const utc = new Date(seconds + zone).toISOString().slice(0, 19);
  const digits = fraction.replace(/0+$/, '');
  return utc + (digits && '.' + digits.padEnd(Math.ceil(digits.length / 3) * 3, '0')) + 'Z';
}

function eventLine(raw, event) {
  const uri = String(event.bizStep ?? '');
  const last = uri.slice(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf(':')) + 1);
  const step = /^https:\/\/ref\.gs1\.org\/cbv\/|^cbv:/.test(uri) ? last.slice(last.indexOf('-') + 1) : last;
  return `  ${timeOf(event)}  ${step || 'event'}  by ${plain(raw.party)}  ${plain(idOf(raw, event))}`;
}

function timeOf(event) {
  try {
    return eventTime(String(event.eventTime));
  } catch {
    return 'at no time';
  }
}

/** What is shown of an event, put together; items of lists close ranks. */
function assembled(pieces) {
  const event = {};
  // Names come from the file: what they lead to is ours, or made here, and never what an object inherits.
  const made = new Set([event]);
  const set = (inside, name, value) =>
    Object.defineProperty(inside, name, {value, enumerable: true, writable: true, configurable: true});
  for (const {pointer, value} of pieces) {
    const steps = pointer.slice(1).split('/').map(stepOf);
    let inside = event;
    steps.slice(0, -1).forEach((step, i) => {
      const name = place(inside, step);
      if (!Object.hasOwn(inside, name)) {
        const next = /^\d+$/.test(steps[i + 1]) ? new List() : {};
        made.add(next);
        set(inside, name, next);
      }
      inside = inside[name];
      made.has(inside) || wrong('a piece is within a piece');
    });
    set(inside, place(inside, steps.at(-1)), JSON.parse(value));
  }
  return event;
}

/** Items of an array, by the places they had. */
class List extends Array {
  places = new Map();
}

function place(inside, step) {
  if (!(inside instanceof List)) {
    return step;
  }
  inside.places.has(step) || inside.places.set(step, inside.places.size);
  return inside.places.get(step);
}

function contentOf(raw) {
  try {
    return Object(raw.pieces ? assembled(raw.pieces) : JSON.parse(raw.event));
  } catch {
    return {};
  }
}

// What nobody who holds the goods may overlook: recalls, and what takes them back

const UNFIT = ['damaged', 'destroyed', 'disposed', 'expired', 'no_pedigree_match', 'non_conformant', 'non_sellable_other', 'stolen'];
const KINDS = [
  ['recalls', 'RECALLED', () => 'recalls'],
  ['lifts', 'RECALL TAKEN BACK', () => 'takes a recall back of'],
  ['unfit', 'UNFIT', one => `says ${one.unfit.join(' and ')} of`],
];

const idOf = (raw, event) => String(event.eventID ?? raw.hash ?? 'entry ' + raw.index);
const declares = event => event.errorDeclaration !== undefined;
const items = value => (Array.isArray(value) ? value : []);

/** What an event says of the goods it names, and what these are. */
function cautionsOf(raw, event, declared) {
  if (declares(event)) {
    return {lines: ['declares in error what its party said under this eventID']};
  }
  const {set, unset} = Object(event.persistentDisposition);
  const said = [event.disposition, ...items(set)];
  const recalls = said.includes('recalled');
  const lifts = !recalls && items(unset).includes('recalled');
  const unfit = [...new Set(said.filter(word => UNFIT.includes(word)))];
  const hidden = raw.pieces ? withheldOf(raw) : new Map();
  const untold = !recalls && ['disposition', 'persistentDisposition'].some(name => hidden.get(name) > 0);
  const lines = [
    recalls && 'RECALLS what it names',
    lifts && 'takes a recall of what it names back',
    ...unfit.map(word => `says ${word} of what it names`),
    untold && 'withholds whether it recalls what it names',
    declared && 'declared in error by its party',
  ].filter(line => line);
  const stands = {recalls, lifts, unfit: unfit.length > 0 && unfit};
  return {lines, untold, ...(declared ? {} : stands)};
}

function namedBy(event) {
  const classes = ['quantityList', 'childQuantityList', 'outputQuantityList'].flatMap(name => items(event[name]));
  const named = classes.map(one => (one?.quantity === undefined ? '' : 'some of ') + one?.epcClass);
  named.push(...[event.parentID ?? [], event.epcList, event.childEPCs, event.outputEPCList].flatMap(value => value ?? []));
  const first = named.slice(0, 3);
  named.length > 3 && first.push(`${named.length - 3} more`);
  return first.join(', ') || 'what it does not show';
}

/** Few lines for the head: of each kind the newest event of each party, five of them, and how many more there are. */
function summary(told) {
  const lines = [];
  for (const [kind, head, says] of KINDS) {
    const said = told.filter(one => one[kind]).reverse();
    const parties = new Set();
    for (const one of said) {
      if (parties.size < 5 && !parties.has(one.party)) {
        parties.add(one.party);
        lines.push(`${head}: an event in this file, of ${one.time}, by ${one.party}, ${says(one)} ${one.named}`);
      }
    }
    const left = said.length - parties.size;
    left > 0 && lines.push(`and ${left} more such event${left === 1 ? '' : 's'} in this file`);
  }
  const untold = told.filter(one => one.untold).length;
  if (untold > 0) {
    const withhold = untold === 1 ? 'event in this file withholds whether it recalls' : 'events in this file withhold whether they recall';
    lines.push(`WITHHELD: ${untold} ${withhold}`);
  }
  if (lines.length > 0) {
    lines.push('that a party said so is proven; not that it may, nor that no newer event says otherwise');
  }
  return lines.map(line => '  ' + plain(line));
}

// The whole

async function proven(file, isSet, pins, say) {
  const log = await logOf(file.log, pins);
  const checkpoint = await at('/checkpoint', '', () => signedCheckpoint(file.checkpoint, log.name, log.keys));
  say(`  log ${checkpoint.origin}, ${checkpoint.size} entries, key ${file.log}${whose(pins.logs.length > 0)}`);
  await cosigners(checkpoint.note, file.witnesses ?? [], log, pins, say);
  if (pins.policy) {
    say('  policy met: it asks for ' + pins.policy.asked());
  }
  const indices = [];
  const leafHashes = [];
  for (const [i, event] of file.events.entries()) {
    const pointer = '/events/' + i;
    if (isSet && (event.index <= (indices.at(-1) ?? -1n) || event.index >= checkpoint.size)) {
      throw new Fault(pointer + '/index', "must be above the one before and below the checkpoint's tree size");
    }
    if (!isSet && indices.includes(event.index)) {
      throw new Fault(pointer + '/index', 'the event stands in the bundle twice');
    }
    indices.push(event.index);
    leafHashes.push(await leafHashOf(event, pointer));
    if (!isSet) {
      const ofPart = 'pieces, nodes, members, context, party, record time, index or path';
      const ofWhole = 'event, context, hash, party, record time, salt, index or path';
      const changed = `its ${event.pieces ? ofPart : ofWhole} was changed`;
      await at(pointer, `is not in the log as shown; ${changed}: `, () =>
        included(event.index, checkpoint.size, event.path, leafHashes[i], checkpoint.root));
    }
  }
  if (isSet) {
    await answered(file, indices, leafHashes, checkpoint, log);
  }
  let whole = true;
  for (const [i, anchor] of file.anchors.entries()) {
    whole = (await anchored(anchor, log, checkpoint, indices, pins, '/anchors/' + i, say)) && whole;
  }
  file.events.forEach((event, i) => event.pieces && requireShown(event, '/events/' + i));
  const events = file.events.map(contentOf);
  if (!isSet) {
    requireNamed(file.code, events);
  }
  const key = i => JSON.stringify([file.events[i].party, idOf(file.events[i], events[i])]);
  const declared = new Set(events.flatMap((event, i) => (declares(event) ? [key(i)] : [])));
  const told = file.events.map((raw, i) => {
    const cautions = cautionsOf(raw, events[i], declared.has(key(i)));
    say(eventLine(raw, events[i]));
    raw.pieces && say(withheldLine(raw));
    cautions.lines.forEach(line => say('    ' + line));
    return {...cautions, time: timeOf(events[i]), party: raw.party, named: namedBy(events[i])};
  });
  return {whole, cautions: summary(told)};
}

/** The one proof of a query's answer, and what the log's operator said of it. */
async function answered(set, indices, leafHashes, checkpoint, log) {
  if (indices.length === 0 && set.nodes.length > 0) {
    throw new Fault('/nodes', 'must be empty where there is no event');
  }
  const changed = 'an event, context, hash, party, record time, salt, index or node was changed';
  if (indices.length > 0) {
    await at('/nodes', `the events are not in the log as shown; ${changed}: `, () =>
      batchIncluded(indices, leafHashes, checkpoint.size, set.nodes, checkpoint.root));
  }
  const h = async data => base64(await sha256(data));
  const text = [
    SET,
    checkpoint.origin,
    base64(checkpoint.root),
    checkpoint.size,
    await h(utf8(set.query)),
    await h(utf8(set.visibility)),
    indices.length,
    await h(joined(...indices.map(u64))),
    '',
  ].join('\n');
  await at('/statement', '', async () => {
    const note = noteOf(set.statement);
    if (note.text !== text) {
      wrong('is about another query, visibility, checkpoint or list of events');
    }
    if ((await signers(note, log.keys)).length === 0) {
      wrong('is not signed by a key of the log');
    }
  });
}

function textOf(file) {
  if (file.length > MAX_BYTES) {
    throw new Fault('', 'a bundle takes 16 MiB at most', false);
  }
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(file);
    if (!text.startsWith('\ufeff')) {
      return text;
    }
  } catch {
    // said below
  }
  throw new Fault('', 'the file is not UTF-8');
}

/** Whether the file, read as far as it can be, is an object whose format is this. */
function isOf(format, file) {
  const json = new Json(new TextDecoder('utf-8', {ignoreBOM: true}).decode(file));
  try {
    json.whole();
  } catch {
    // as far as it can be
  }
  return json.format === format;
}

/**
 * Checks a bundle's bytes.
 *
 * @param file Uint8Array
 * @param pins what the verifier brings along, from `pinned`
 * @param say called with each line as it is proven, in the words of `trace verify`
 * @returns {verdict, exit, line, cautions}: PROVEN 0, or 2 where a receipt was not checked; NOT PROVEN 1, unusable 2; the line is
 *     what `trace verify` prints first, and the cautions are the lines it prints below that: what an event says of a recall
 */
export async function verify(file, pins, say = () => {}) {
  const head = latin1(file.slice(0, 256));
  const isSet = head.includes(SET) || head.includes(SET_2);
  const [first, second] = isSet ? [SET, SET_2] : [BUNDLE, BUNDLE_2];
  const format = file.length <= MAX_BYTES && isOf(second, file) ? second : first;
  try {
    let bundle;
    try {
      const value = new Json(textOf(file)).whole();
      bundle = isSet ? setOf(value, format) : bundleOf(value, format);
    } catch (e) {
      const foreign = e instanceof Fault && e.readable && !isOf(format, file);
      throw foreign ? new Fault('', 'is no proof bundle: its format is not ' + format, false) : e;
    }
    if (isSet) {
      say('  query ' + plain(bundle.query));
      say(`  as seen by ${plain(bundle.visibility)}; that nothing is missing is what the log's operator signed, not proven`);
    }
    const {whole, cautions} = await proven(bundle, isSet, pins, say);
    const past = isSet ? '' : " and belong to the code's past";
    say(`${NOT_HERE}that events are sound EPCIS with the hash they name${past}; trace verify does`);
    const count = bundle.events.length;
    return {
      verdict: 'PROVEN',
      exit: whole ? 0 : 2,
      line: 'PROVEN  ' + (isSet ? `${count} event${count === 1 ? '' : 's'} of a query's answer` : plain(bundle.code)),
      code: bundle.code,
      cautions,
    };
  } catch (e) {
    if (!(e instanceof Fault)) {
      throw e;
    }
    const place = e.pointer === '' ? '' : e.pointer + ': ';
    return e.readable
      ? {verdict: 'NOT PROVEN', exit: 1, line: `NOT PROVEN  ${place}${e.what}`, cautions: []}
      : {verdict: 'unusable', exit: 2, line: `unusable  ${place}${e.what}`, cautions: []};
  }
}

/**
 * What a verifier pins: keys of logs and witnesses, and a policy (c2sp.org/tlog-policy) if there is one. Nothing pinned: the
 * file is checked against whom it names, and that is said.
 *
 * @throws Error naming the first key or line that cannot be used
 */
export async function pinned({logs = [], witnesses = [], ledgers = {}, policy = ''} = {}) {
  const pins = {logs: [], witnesses: [], ledgers, policy: null};
  for (const text of logs) {
    pins.logs.push(await verifierKey(text));
  }
  for (const text of witnesses) {
    pins.witnesses.push(await verifierKey(text));
  }
  if (policy.trim() !== '') {
    await readPolicy(policy, pins);
  }
  return pins;
}

async function readPolicy(text, pins) {
  const members = new Map([['none', null]]);
  let quorum;
  for (const [i, line] of text.split('\n').entries()) {
    const [word, ...items] = line.split(/[ \t]+/).filter(item => item !== '');
    const refuse = what => wrong(`line ${i + 1}: ${what}`);
    const isKnown = name => members.has(name) && name !== 'none';
    const known = name => (isKnown(name) ? name : refuse(name + ' is no witness or group of a line before'));
    const fresh = name => (members.has(name) ? refuse(name + ' was named before') : name);
    if (word === 'log' && items.length >= 1) {
      pins.logs.push(await verifierKey(items[0]));
    } else if (word === 'witness' && items.length >= 2) {
      const key = await verifierKey(items[1]);
      members.set(fresh(items[0]), {key});
      pins.witnesses.push(key);
    } else if (word === 'group' && items.length >= 3) {
      const [name, threshold, ...names] = items;
      const needed = {all: names.length, any: 1}[threshold] ?? Number(threshold);
      if (!(needed >= 1 && needed <= names.length)) {
        refuse('a group asks for all, any, or 1 to ' + names.length + ' of its members');
      }
      members.set(fresh(name), {needed, names: names.map(known)});
    } else if (word === 'quorum' && items.length === 1 && quorum === undefined) {
      quorum = items[0] === 'none' ? 'none' : known(items[0]);
    } else if (word !== undefined && !word.startsWith('#')) {
      refuse('is none of log VKEY, witness NAME VKEY, group NAME all|any|K MEMBER…, one quorum NAME|none');
    }
  }
  if (quorum === undefined) {
    wrong('has no quorum line; quorum none asks for no cosignature');
  }
  const holds = (name, by) => {
    const {key, needed, names} = members.get(name);
    return key ? by.some(one => one.text === key.text) : names.filter(one => holds(one, by)).length >= needed;
  };
  const asked = name => {
    const {key, needed, names} = members.get(name);
    return key ? name : `${needed} of (${names.map(asked).join(', ')})`;
  };
  const lacking = (name, by) => {
    const {key, needed, names} = members.get(name);
    if (key) {
      return [`witness ${name} has not cosigned`];
    }
    const there = names.filter(one => holds(one, by));
    const absent = names.filter(one => !there.includes(one));
    const has = `${there.length}${there.length ? ` (${there.join(', ')})` : ''}`;
    const line = `group ${name} needs ${needed} of ${names.length} and has ${has}, without ${absent.join(', ')}`;
    return [line, ...absent.filter(one => !members.get(one).key).flatMap(one => lacking(one, by))];
  };
  pins.policy = {
    isMetBy: by => quorum === 'none' || holds(quorum, by),
    asked: () => (quorum === 'none' ? 'no cosignature' : asked(quorum)),
    lacking: by => lacking(quorum, by).join('; '),
  };
}
