"""python-jose writes reports. Words: see README.md."""

import base64
import hashlib
import json
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwk, jws


def sign(alg, report, key, out):
    with open(report, encoding="ascii") as file:
        header, payload = (base64.urlsafe_b64decode(p + "===") for p in file.read().split(".")[:2])
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = jwk.construct(pem, alg).public_key().to_dict()
    own = {name: public[name] for name in ("crv", "kty", "x", "y")}
    canonical = json.dumps(own, sort_keys=True, separators=(",", ":")).encode()
    kid = base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()
    payload = payload.decode().replace(json.loads(header)["kid"], kid).encode()
    with open(key, "w", encoding="ascii") as file:
        json.dump(own, file)
    with open(out, "w", encoding="ascii") as file:
        file.write(jws.sign(payload, pem, headers={"kid": kid, "typ": "vc+jwt"}, algorithm=alg))


{"sign": sign}[sys.argv[1]](*sys.argv[2:])
