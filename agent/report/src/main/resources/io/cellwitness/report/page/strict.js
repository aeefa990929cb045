'use strict';
// Reading without leniency: one text for each sequence of bytes, no key twice, nothing left over.

class Malformed extends Error {}

const bytesOf = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const same = (a, b) => a.length === b.length && a.every((v, i) => v === b[i]);
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

function toBase64Url(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    throw new Malformed('base64url');
  }
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(raw, (c) => c.charCodeAt(0));
  if (toBase64Url(bytes) !== text) {
    throw new Malformed('base64url');
  }
  return bytes;
}

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

function fromBase45(text) {
  if (text.length % 3 === 1) {
    throw new Malformed('base45');
  }
  const bytes = [];
  for (let i = 0; i < text.length; i += 3) {
    const digits = Array.from(text.slice(i, i + 3), (c) => BASE45.indexOf(c));
    const value = digits.reduceRight((sum, d) => sum * 45 + d, 0);
    const pair = digits.length === 3;
    if (digits.includes(-1) || value > (pair ? 0xffff : 0xff)) {
      throw new Malformed('base45');
    }
    if (pair) {
      bytes.push(value >> 8);
    }
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}

// JSON with duplicate keys refused. Numbers stay texts, so that what is shown is what was signed.
function parseJson(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  let at = 0;
  const fail = () => {
    throw new Malformed('JSON');
  };
  const space = () => {
    while (at < text.length && ' \t\n\r'.includes(text[at])) {
      at++;
    }
  };
  const token = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) {
      fail();
    }
    at = pattern.lastIndex;
    return found[0];
  };
  const take = (c) => {
    space();
    if (text[at] !== c) {
      return false;
    }
    at++;
    return true;
  };
  const string = () => {
    space();
    return JSON.parse(token(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y));
  };
  const value = (depth) => {
    space();
    if (depth > 32) {
      fail();
    }
    if (text[at] === '"') {
      return string();
    }
    if (take('{')) {
      const object = Object.create(null);
      if (take('}')) {
        return object;
      }
      do {
        const key = string();
        if (key in object || !take(':')) {
          fail();
        }
        object[key] = value(depth + 1);
      } while (take(','));
      return take('}') ? object : fail();
    }
    if (take('[')) {
      const array = [];
      if (take(']')) {
        return array;
      }
      do {
        array.push(value(depth + 1));
      } while (take(','));
      return take(']') ? array : fail();
    }
    const word = token(/true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y);
    return word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : word;
  };
  const result = value(0);
  space();
  return at === text.length ? result : fail();
}

// The deterministic part of CBOR that the QR code uses; maps become Map, tags [tag, content].
function parseCbor(bytes) {
  let at = 0;
  const fail = () => {
    throw new Malformed('CBOR');
  };
  const next = () => (at < bytes.length ? bytes[at++] : fail());
  const argument = (info) => {
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      fail();
    }
    let number = 0;
    for (let i = 0; i < 1 << (info - 24); i++) {
      number = number * 256 + next();
    }
    const least = [24, 256, 65536, 4294967296][info - 24];
    return number >= least && Number.isSafeInteger(number) ? number : fail();
  };
  const take = (length) => {
    if (length > bytes.length - at) {
      fail();
    }
    at += length;
    return bytes.subarray(at - length, at);
  };
  const value = (depth) => {
    const first = next();
    const n = argument(first & 0x1f);
    if (depth > 8 || (n > 64 && (first >> 5 === 4 || first >> 5 === 5))) {
      fail();
    }
    switch (first >> 5) {
      case 0:
        return n;
      case 1:
        return -1 - n;
      case 2:
        return take(n);
      case 3:
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(take(n));
      case 4:
        return Array.from({ length: n }, () => value(depth + 1));
      case 5:
        return map(n, depth);
      case 6:
        return [n, value(depth + 1)];
      default:
        return fail();
    }
  };
  const map = (count, depth) => {
    const result = new Map();
    let last = -1;
    for (let i = 0; i < count; i++) {
      const key = value(depth + 1);
      if (!Number.isInteger(key)) {
        fail();
      }
      // Encoded keys sort 0, 1, 2 ... before -1, -2 ...: one order for both signs.
      const order = key >= 0 ? key : 2 ** 52 - key;
      if (order <= last) {
        fail();
      }
      last = order;
      result.set(key, value(depth + 1));
    }
    return result;
  };
  const result = value(0);
  return at === bytes.length ? result : fail();
}
