"""Prints what a STOMP subscription delivers, one JSON object a line, after a line READY.

Usage: subscriber.py HOST PORT USER PASSWORD DESTINATION
"""
import base64
import json
import sys
import threading

import stomp

host, port, user, password, destination = sys.argv[1:]
ended = threading.Event()


class Printer(stomp.ConnectionListener):
    def on_message(self, frame):
        body = frame.body if isinstance(frame.body, bytes) else frame.body.encode()
        print(json.dumps({"headers": frame.headers, "body": base64.b64encode(body).decode()}), flush=True)

    def on_receipt(self, frame):
        print("READY", flush=True)

    def on_error(self, frame):
        print("ERROR", json.dumps(frame.headers), file=sys.stderr, flush=True)
        ended.set()

    def on_disconnected(self):
        ended.set()


connection = stomp.Connection12([(host, int(port))], vhost="/", auto_decode=False)
connection.set_listener("", Printer())
connection.connect(user, password, wait=True)
connection.subscribe(destination, id="1", ack="auto", headers={"receipt": "subscribed"})
# Whoever has started this ends it by closing its input.
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
ended.wait()
