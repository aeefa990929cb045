"""jwcrypto reads and writes reports. Words: see README.md."""

import base64
import json
import sys

from jwcrypto import jwa, jwk, jws

# The name of RFC 9864 for what this library knows under its older name only.
jwa.JWA.algorithms_registry["Ed25519"] = jwa.JWA.algorithms_registry["EdDSA"]


def text(path):
    with open(path, encoding="ascii") as file:
        return file.read()


def verify(key, report):
    token = jws.JWS()
    token.allowed_algs = ["Ed25519"]
    token.deserialize(text(report), jwk.JWK.from_json(text(key)))
    print("jwcrypto:", len(token.payload), "bytes as they were signed")


def sign(alg, report, key, out):
    header, payload = (base64.urlsafe_b64decode(p + "===") for p in text(report).split(".")[:2])
    crv = {"ES256": ("EC", "P-256")}.get(alg, ("OKP", "Ed25519"))
    own = jwk.JWK.generate(kty=crv[0], crv=crv[1])
    payload = payload.decode().replace(json.loads(header)["kid"], own.thumbprint())
    token = jws.JWS(payload.encode())
    token.allowed_algs = [alg]
    protected = {"alg": alg, "kid": own.thumbprint(), "typ": "vc+jwt"}
    token.add_signature(own, None, json.dumps(protected))
    with open(key, "w", encoding="ascii") as file:
        file.write(own.export_public())
    with open(out, "w", encoding="ascii") as file:
        file.write(token.serialize(compact=True))


{"verify": verify, "sign": sign}[sys.argv[1]](*sys.argv[2:])
