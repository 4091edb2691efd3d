"""A consumer of fedmsg: takes messages off a ZeroMQ socket and judges them as a site's consumers do.

usage: fedmsg_consumer.py ADDRESS CA_FILE [TOPIC=NAME ...]

Connects to a publisher or to the outer side of a relay. Prints a line of JSON for each message: topic, msg_id, i, and
"flaw", which is null for a message that a consumer would accept. TOPIC=NAME is a routing policy: that topic may be
published only by a certificate of that common name. Ends when its input does.
"""
import base64
import binascii
import datetime
import json
import sys

import zmq
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.x509.oid import NameOID


class Flaw(Exception):
    pass


def judge(frames, authority, policy):
    """Raises Flaw if a consumer would drop the message; returns its fields."""
    if len(frames) != 2:
        raise Flaw("not two frames")
    topic = frames[0].decode("utf-8")
    message = json.loads(frames[1].decode("utf-8"))
    if not isinstance(message, dict) or not isinstance(message.get("msg"), dict):
        raise Flaw("not an object")
    if message.get("topic") != topic:
        raise Flaw("the topic is not that of the first frame")
    if message.get("crypto") != "x509":
        raise Flaw("not signed by x509")
    signature, certificate = message.get("signature"), message.get("certificate")
    if not isinstance(signature, str) or not isinstance(certificate, str):
        raise Flaw("signature or certificate is missing")
    try:
        leaf = x509.load_pem_x509_certificate(base64.b64decode(certificate))
        signature = base64.b64decode(signature)
    except (ValueError, binascii.Error) as error:
        raise Flaw("signature or certificate cannot be read") from error
    check_certificate(leaf, authority)
    check_signature(message, leaf, signature)
    names = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if topic in policy and names[0].value not in policy[topic]:
        raise Flaw("its sender may not publish this topic")
    return message


def check_certificate(leaf, authority):
    """Issued directly by the one authority, and valid today."""
    now = datetime.datetime.utcnow()
    if leaf.issuer != authority.subject:
        raise Flaw("the certificate is not the authority's")
    if not leaf.not_valid_before <= now <= leaf.not_valid_after:
        raise Flaw("the certificate is not valid today")
    try:
        authority.public_key().verify(
            leaf.signature, leaf.tbs_certificate_bytes, padding.PKCS1v15(), leaf.signature_hash_algorithm)
    except InvalidSignature as error:
        raise Flaw("the certificate is not the authority's") from error


def check_signature(message, leaf, signature):
    """Over what the message becomes when it is parsed, freed of two fields and written anew by this encoder."""
    signed = {key: value for key, value in message.items() if key not in ("signature", "certificate")}
    text = json.dumps(signed, sort_keys=True, separators=(",", ":")).encode("utf-8")
    try:
        leaf.public_key().verify(signature, text, padding.PKCS1v15(), hashes.SHA1())
    except InvalidSignature as error:
        raise Flaw("the signature is not that of the message") from error


def main():
    address, ca_file = sys.argv[1:3]
    policy = {}
    for rule in sys.argv[3:]:
        topic, name = rule.split("=", 1)
        policy.setdefault(topic, []).append(name)
    with open(ca_file, "rb") as file:
        authority = x509.load_pem_x509_certificate(file.read())

    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.setsockopt(zmq.RCVHWM, 0)
    socket.setsockopt(zmq.RECONNECT_IVL, 100)
    socket.setsockopt(zmq.SUBSCRIBE, b"")
    socket.connect(address)
    print("listening", flush=True)

    poller = zmq.Poller()
    poller.register(socket, zmq.POLLIN)
    poller.register(sys.stdin.fileno(), zmq.POLLIN)
    while True:
        ready = dict(poller.poll())
        if socket in ready:
            frames = socket.recv_multipart()
            line = {"topic": frames[0].decode("utf-8", "replace"), "msg_id": None, "i": None, "flaw": None}
            try:
                message = judge(frames, authority, policy)
                line.update(msg_id=message.get("msg_id"), i=message.get("i"))
            except (Flaw, ValueError) as error:
                line["flaw"] = str(error)
            print(json.dumps(line), flush=True)
        elif sys.stdin.fileno() in ready:
            return


main()
