'use strict';
// Judging: the same findings as the command `verify`, from the embedded trust list alone.

const ISSUER = 'urn:ietf:params:oauth:jwk-thumbprint:sha-256:';
const SUBJECTS = ['signature', 'issuer', 'chain', 'freshness', 'vin', 'session', 'evidence', 'log'];
const TOLERANCE_MS = 10 * 60 * 1000;

async function thumbprint(jwk) {
  const members =
    jwk.kty === 'OKP'
      ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x }
      : { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y };
  return toBase64Url(await sha256(bytesOf(JSON.stringify(members))));
}

async function signatureHolds(jwk, signed, signature) {
  if (signature.length !== 64) {
    return false;
  }
  const ed = jwk.kty === 'OKP';
  const algorithm = ed ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: 'P-256' };
  const plain = ed
    ? { kty: jwk.kty, crv: jwk.crv, x: jwk.x }
    : { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y };
  const key = await crypto.subtle.importKey('jwk', plain, algorithm, false, ['verify']);
  const how = ed ? algorithm : { name: 'ECDSA', hash: 'SHA-256' };
  return crypto.subtle.verify(how, key, signature, signed);
}

function answersTo(jwk, alg) {
  return jwk.kty === 'OKP' ? alg === 'Ed25519' || alg === 'EdDSA' : alg === 'ES256';
}

function takeApartReport(text) {
  const parts = text.split('.');
  if (parts.length !== 3) {
    throw new Malformed('JWS');
  }
  const [headerBytes, payload, signature] = parts.map(fromBase64Url);
  const header = parseJson(headerBytes);
  if (typeof header.alg !== 'string' || typeof header.kid !== 'string') {
    throw new Malformed('header');
  }
  if ('crit' in header || 'b64' in header || header.typ !== 'vc+jwt') {
    throw new Malformed('header');
  }
  return {
    alg: header.alg,
    kid: header.kid,
    signed: bytesOf(parts[0] + '.' + parts[1]),
    signature,
    async read() {
      const credential = parseJson(payload);
      const report = credential.credentialSubject;
      if (!report || report.schema !== 'cellwitness-report/1') {
        throw new Malformed('report');
      }
      return { issuer: (credential.issuer || {}).id, report, hash: hex(await sha256(payload)) };
    },
  };
}

function cborSignedBytes(header, payload) {
  const head = (major, n) =>
    n < 24 ? [(major << 5) | n] : n < 256 ? [(major << 5) | 24, n] : [(major << 5) | 25, n >> 8, n & 255];
  return Uint8Array.from([
    0x84,
    ...head(3, 10),
    ...bytesOf('Signature1'),
    ...head(2, header.length),
    ...header,
    0x40,
    ...head(2, payload.length),
    ...payload,
  ]);
}

function takeApartCode(text) {
  const message = parseCbor(fromBase45(text.slice(4)));
  if (!Array.isArray(message) || message[0] !== 18 || !Array.isArray(message[1])) {
    throw new Malformed('COSE');
  }
  const [header, open, payload, signature] = message[1];
  const isBytes = (part) => part instanceof Uint8Array;
  if (message[1].length !== 4 || ![header, payload, signature].every(isBytes)) {
    throw new Malformed('COSE');
  }
  const fields = parseCbor(header);
  if (!(open instanceof Map) || open.size !== 0 || !(fields instanceof Map)) {
    throw new Malformed('COSE');
  }
  const names = { '-19': 'Ed25519', '-8': 'EdDSA', '-7': 'ES256', '-9': 'ES256' };
  if (fields.size !== 2 || !isBytes(fields.get(4)) || fields.get(4).length !== 32) {
    throw new Malformed('COSE');
  }
  const kid = toBase64Url(fields.get(4));
  return {
    alg: names[fields.get(1)] || '',
    kid,
    signed: cborSignedBytes(header, payload),
    signature,
    async read() {
      const report = claims(parseCbor(payload));
      return { issuer: ISSUER + kid, report, hash: report.payloadHash, code: true };
    },
  };
}

// The claims in the layout of a report, as far as a code carries them.
function claims(all) {
  const own = all instanceof Map ? all.get(-65537) : undefined;
  if (!(own instanceof Map) || !(own.get(1) instanceof Uint8Array)) {
    throw new Malformed('claims');
  }
  const date = (seconds) => new Date(seconds * 1000).toISOString();
  const hundredths = (n) => (n / 100).toFixed(2);
  const id = hex(all.get(7));
  const results = [];
  const measured = (claim, name, unit) => {
    if (own.has(claim)) {
      const [value, uncertainty] = own.get(claim).map(hundredths);
      results.push({ name, originator: 'measured', value, unit, uncertainty });
    }
  };
  measured(7, 'stateOfHealthCapacity', '%');
  measured(8, 'capacity', 'Ah');
  measured(9, 'usableEnergy', 'kWh');
  if (own.has(10)) {
    const value = hundredths(own.get(10));
    results.push({ name: 'stateOfHealth', originator: 'declared', value, unit: '%' });
  }
  if (own.has(12)) {
    const refusal = { code: own.get(12), text: '' };
    results.push({ name: 'capacity', originator: 'measured', refusal });
  }
  return {
    payloadHash: hex(own.get(1)),
    reportId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    chain: { sequence: String(own.get(2)) },
    source: { kind: ['live', 'recording', 'simulation'][own.get(3)] },
    time: { finished: date(own.get(4)), issued: date(all.get(6)), issuedClockSynced: !own.has(14) },
    vehicle: own.has(5)
      ? { _sd: [toBase64Url(own.get(5))], model: own.get(6) }
      : { model: own.get(6) },
    evidence: { grade: own.get(11) || 'none' },
    alarmCount: own.get(13),
    results,
  };
}

/**
 * Judges a report or the text of a code.
 * trust: the list; given: {vin, disclosure, sessionHash, logProof}; now: milliseconds.
 * Answers {valid, checks: {subject: [outcome, reason key, value]}, said}; never throws.
 */
async function judge(text, trust, given, now) {
  const checks = {};
  SUBJECTS.forEach((subject) => (checks[subject] = ['unknown', 'reason.nothing']));
  const done = (said) => {
    const required = ['signature', 'issuer'];
    if (given.vin) {
      required.push('vin');
    }
    if (given.sessionHash) {
      required.push('session');
    }
    const valid = SUBJECTS.every(
      (s) => checks[s][0] === 'pass' || (checks[s][0] === 'unknown' && !required.includes(s))
    );
    return { valid, checks, said };
  };
  try {
    const content = text.startsWith('CW1:') ? takeApartCode(text) : takeApartReport(text);
    let key;
    for (const entry of trust.keys) {
      if ((await thumbprint(entry.jwk)) === content.kid) {
        key = entry;
      }
    }
    if (key === undefined) {
      checks.signature = ['unknown', 'reason.key'];
      checks.issuer = ['fail', 'reason.stranger'];
      return done();
    }
    if (!answersTo(key.jwk, content.alg)) {
      checks.signature = ['fail', 'reason.alg'];
      return done();
    }
    if (!(await signatureHolds(key.jwk, content.signed, content.signature))) {
      checks.signature = ['fail', 'reason.changed'];
      return done();
    }
    const said = await content.read();
    checks.signature = ['pass', 'reason.signed'];
    checks.issuer = issuerCheck(key, content.kid, said);
    checks.chain = said.code
      ? ['unknown', 'reason.code', said.hash]
      : said.report.chain.sequence === '1'
        ? ['pass', 'reason.first']
        : ['unknown', 'reason.chain', said.report.chain.sequence];
    checks.freshness = freshnessCheck(said.report.time, now);
    checks.vin = await vinCheck(said.report.vehicle._sd, given);
    checks.session = sessionCheck(said, given);
    const grade = said.report.evidence.grade;
    checks.evidence = grade === 'none' ? ['unknown', 'reason.none'] : ['pass', 'reason.grade', grade];
    checks.log = await logCheck(said, key.jwk, given.logProof);
    return done(said);
  } catch (error) {
    const cannot = error instanceof DOMException && error.name === 'NotSupportedError';
    checks.signature = cannot ? ['unknown', 'reason.browser'] : ['fail', 'reason.malformed'];
    return done();
  }
}

function issuerCheck(key, kid, said) {
  if (key.status !== 'active') {
    return ['fail', 'reason.revoked', key.name];
  }
  if (said.issuer !== ISSUER + kid) {
    return ['fail', 'reason.issuer'];
  }
  const issued = Date.parse(said.report.time.issued);
  if (!(issued >= (key.validFrom ? Date.parse(key.validFrom) : -Infinity))) {
    return ['fail', 'reason.before', key.name];
  }
  if (!(issued < (key.validUntil ? Date.parse(key.validUntil) : Infinity))) {
    return ['fail', 'reason.after', key.name];
  }
  return ['pass', 'reason.by', key.name];
}

function freshnessCheck(time, now) {
  const issued = Date.parse(time.issued);
  if (!(issued <= now + TOLERANCE_MS)) {
    return ['fail', 'reason.future', time.issued];
  }
  const day = time.issued.slice(0, 10);
  return time.issuedClockSynced ? ['pass', 'reason.issued', day] : ['unknown', 'reason.unsynced', day];
}

async function vinCheck(digests, given) {
  if (!digests) {
    return ['unknown', 'reason.novin'];
  }
  if (!given.disclosure) {
    return ['unknown', 'reason.disclosure'];
  }
  const disclosure = given.disclosure.trim();
  if (!digests.includes(toBase64Url(await sha256(bytesOf(disclosure))))) {
    return ['fail', 'reason.otherdisclosure'];
  }
  if (!given.vin) {
    return ['unknown', 'reason.askvin'];
  }
  const [, claim, named] = parseJson(fromBase64Url(disclosure));
  const expected = given.vin.trim().toUpperCase();
  // A pack may bear any number, a VIN too: it is no vehicle for that.
  const kind = /^[A-HJ-NPR-Z0-9]{17}$/.test(expected) ? 'vin' : 'packId';
  return claim === kind && named === expected
    ? ['pass', 'reason.vin']
    : ['fail', 'reason.othervin'];
}

function sessionCheck(said, given) {
  if (!given.sessionHash || said.code) {
    return ['unknown', 'reason.nosession'];
  }
  return said.report.session.sha256 === given.sessionHash
    ? ['pass', 'reason.session']
    : ['fail', 'reason.othersession'];
}
