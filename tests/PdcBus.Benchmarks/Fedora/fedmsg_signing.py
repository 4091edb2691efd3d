"""What a publisher in Python does for each fedmsg message: writes it in its canonical form, signs it, writes it whole.

usage: fedmsg_signing.py CERT_FILE KEY_FILE BODY_FILE

Reads a count from its input, makes that many messages, and prints how many it made a second; until its input ends.
"""
import base64
import json
import sys
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

with open(sys.argv[1], "rb") as file:
    certificate = base64.encodebytes(file.read()).decode("ascii")
with open(sys.argv[2], "rb") as file:
    key = serialization.load_pem_private_key(file.read(), password=None)
with open(sys.argv[3], "rb") as file:
    body = file.read()


def write(message):
    return json.dumps(message, sort_keys=True, separators=(",", ":")).encode("utf-8")


def seal(number):
    message = {
        "crypto": "x509", "i": number, "msg": json.loads(body), "msg_id": "2026-0195753f-b8f4-7f0e-8a52-2d8d66a6b5b1",
        "timestamp": 1772971200, "topic": "org.fedoraproject.dev.pdc.compose", "username": "pdc",
    }
    signature = key.sign(write(message), padding.PKCS1v15(), hashes.SHA1())
    message["signature"] = base64.encodebytes(signature).decode("ascii")
    message["certificate"] = certificate
    return write(message)


for line in sys.stdin:
    count = int(line)
    started = time.perf_counter()
    for i in range(count):
        seal(i)
    print(count / (time.perf_counter() - started), flush=True)
