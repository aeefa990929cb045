'use strict';
// The gateway's log: whether a report stands in it at its place (C2SP tlog-proof, RFC 9162).

function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    throw new Malformed('base64');
  }
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  if (btoa(String.fromCharCode(...bytes)) !== text) {
    throw new Malformed('base64');
  }
  return bytes;
}

function numberOf(text) {
  if (!/^(0|[1-9][0-9]{0,14})$/.test(text)) {
    throw new Malformed('number');
  }
  return Number(text);
}

const nodeHash = (left, right) => sha256(Uint8Array.from([1, ...left, ...right]));

async function included(entry, index, size, root, proof) {
  let [fn, sn] = [index, size - 1];
  let hash = await sha256(Uint8Array.from([0, ...entry]));
  for (const sibling of proof) {
    if (sn === 0) {
      return false;
    }
    if (fn % 2 === 1 || fn === sn) {
      hash = await nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        [fn, sn] = [fn / 2, Math.floor(sn / 2)];
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && index < size && same(hash, root);
}

// A checkpoint with a signature of the key under the name of the log; others may stand beside it.
async function openCheckpoint(note, jwk) {
  const end = note.indexOf('\n\n');
  const body = note.slice(0, end + 1);
  const [origin, size, root] = body.split('\n');
  const start = bytesOf(origin + '\n');
  const key = fromBase64Url(jwk.x);
  const id = (await sha256(Uint8Array.from([...start, 1, ...key]))).slice(0, 4);
  for (const line of note.slice(end + 2).split('\n')) {
    const [dash, name, text] = line.split(' ');
    if (dash === '\u2014' && name === origin) {
      const both = fromBase64(text);
      if (same(both.slice(0, 4), id) && (await signatureHolds(jwk, bytesOf(body), both.slice(4)))) {
        return { origin, size: numberOf(size), root: fromBase64(root) };
      }
    }
  }
  throw new Malformed('checkpoint');
}

async function logCheck(said, jwk, proof) {
  if (!proof || said.code || jwk.kty !== 'OKP') {
    return ['unknown', 'reason.nolog'];
  }
  try {
    const end = proof.indexOf('\n\n');
    const [first, index, ...hashes] = proof.slice(0, end).split('\n');
    if (first !== 'c2sp.org/tlog-proof@v1' || !(index || '').startsWith('index ')) {
      return ['fail', 'reason.badlog'];
    }
    const head = await openCheckpoint(proof.slice(end + 2), jwk);
    const place = numberOf(index.slice(6));
    const { gateway, sequence } = said.report.chain;
    const entry = Uint8Array.from(said.hash.match(/../g), (pair) => parseInt(pair, 16));
    const holds =
      head.origin === gateway &&
      String(place + 1) === sequence &&
      (await included(entry, place, head.size, head.root, hashes.map(fromBase64)));
    return holds ? ['pass', 'reason.log', sequence] : ['fail', 'reason.otherlog'];
  } catch (error) {
    // The signature of the report has been judged: whatever goes wrong here is the proof's.
    return ['fail', 'reason.badlog'];
  }
}
