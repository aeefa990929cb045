// WebCrypto of Node.js reads and writes reports. Words: see README.md.
import { createHash, webcrypto } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const { subtle } = webcrypto;
const kinds = {
  Ed25519: { key: { name: 'Ed25519' }, how: { name: 'Ed25519' }, members: ['crv', 'kty', 'x'] },
  ES256: {
    key: { name: 'ECDSA', namedCurve: 'P-256' },
    how: { name: 'ECDSA', hash: 'SHA-256' },
    members: ['crv', 'kty', 'x', 'y'],
  },
};
const encode = (data) => Buffer.from(data).toString('base64url');
const decode = (text) => Buffer.from(text, 'base64url');
const [word, ...rest] = process.argv.slice(2);

async function verify(keyFile, report) {
  const { kty, crv, x, y } = JSON.parse(readFileSync(keyFile));
  const kind = kty === 'OKP' ? kinds.Ed25519 : kinds.ES256;
  const jwk = kty === 'OKP' ? { kty, crv, x } : { kty, crv, x, y };
  const key = await subtle.importKey('jwk', jwk, kind.key, false, ['verify']);
  const [header, payload, signature] = readFileSync(report, 'latin1').split('.');
  const signed = Buffer.from(header + '.' + payload);
  if (!(await subtle.verify(kind.how, key, decode(signature), signed))) {
    throw new Error('the signature does not hold');
  }
  console.log('WebCrypto:', decode(payload).length, 'bytes as they were signed');
}

async function sign(alg, report, keyFile, out) {
  const kind = kinds[alg];
  const pair = await subtle.generateKey(kind.key, true, ['sign', 'verify']);
  const jwk = await subtle.exportKey('jwk', pair.publicKey);
  const own = Object.fromEntries(kind.members.map((member) => [member, jwk[member]]));
  const kid = createHash('sha256').update(JSON.stringify(own)).digest('base64url');
  const [header, content] = readFileSync(report, 'latin1').split('.');
  const former = JSON.parse(decode(header)).kid;
  const payload = decode(content).toString().replaceAll(former, kid);
  const input = encode(JSON.stringify({ alg, kid, typ: 'vc+jwt' })) + '.' + encode(payload);
  const signature = await subtle.sign(kind.how, pair.privateKey, Buffer.from(input));
  writeFileSync(keyFile, JSON.stringify(own));
  writeFileSync(out, input + '.' + encode(signature));
}

await { verify, sign }[word](...rest);
