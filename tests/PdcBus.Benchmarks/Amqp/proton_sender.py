"""Sends with qpid-proton and prints the messages a second.

Usage: proton_sender.py URL USER PASSWORD ADDRESS COUNT SIZE WINDOW
"""
import sys
import time

from proton import Message
from proton.handlers import MessagingHandler
from proton.reactor import Container

url, user, password, address = sys.argv[1:5]
count, size, window = (int(a) for a in sys.argv[5:8])


class Sender(MessagingHandler):
    sent = accepted = 0
    begin = None

    def on_start(self, event):
        connection = event.container.connect(url, user=user, password=password, allowed_mechs="PLAIN", reconnect=False)
        self.sender = event.container.create_sender(connection, address)

    def on_sendable(self, event):
        self.begin = self.begin or time.monotonic()
        self.fill()

    def on_accepted(self, event):
        self.accepted += 1
        if self.accepted == count:
            print(count / (time.monotonic() - self.begin))
            event.connection.close()
        else:
            self.fill()

    def fill(self):
        while self.sent < count and self.sent - self.accepted < window and self.sender.credit:
            self.sender.send(Message(
                body=b"x" * size, inferred=True, durable=True, id=str(self.sent), subject="compose",
                content_type="application/json", properties={"author": "jane"}))
            self.sent += 1


Container(Sender()).run()
