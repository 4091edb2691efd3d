"""Prints what an AMQP 1.0 receiver gets, one JSON object a line, after a line READY.

Usage: receiver.py URL ADDRESS USER PASSWORD
"""
import base64
import json
import os
import sys
import threading

from proton.handlers import MessagingHandler
from proton.reactor import Container

url, address, user, password = sys.argv[1:]


class Printer(MessagingHandler):
    def on_start(self, event):
        connection = event.container.connect(
            url, user=user, password=password, allowed_mechs="PLAIN", sasl_enabled=True, reconnect=False)
        event.container.create_receiver(connection, address)

    def on_link_opened(self, event):
        print("READY", flush=True)

    def on_message(self, event):
        message = event.message
        body = message.body if isinstance(message.body, bytes) else repr(message.body).encode()
        print(json.dumps({
            "id": str(message.id),
            "subject": message.subject,
            "content_type": message.content_type,
            "durable": message.durable,
            "is_data": isinstance(message.body, bytes) and message.inferred,
            "properties": message.properties,
            "body": base64.b64encode(body).decode(),
        }), flush=True)

    def on_transport_error(self, event):
        print("ERROR", event.transport.condition, file=sys.stderr, flush=True)

    def on_link_error(self, event):
        print("ERROR", event.link.remote_condition, file=sys.stderr, flush=True)
        os._exit(1)


# Whoever has started this ends it by closing its input.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
Container(Printer()).run()
