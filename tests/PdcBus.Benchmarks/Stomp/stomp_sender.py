"""Sends as stomp.py does and prints the messages a second.

Usage: stomp_sender.py HOST PORT USER PASSWORD DESTINATION COUNT SIZE WINDOW   (WINDOW 0: no receipts but the last)
"""
import sys
import threading
import time

import stomp

host, port, user, password, destination = sys.argv[1:6]
count, size, window = (int(a) for a in sys.argv[6:9])
room = threading.Semaphore(window or 1)
last = threading.Event()


class Receipts(stomp.ConnectionListener):
    def on_receipt(self, frame):
        if frame.headers["receipt-id"] == str(count - 1):
            last.set()
        if window:
            room.release()


connection = stomp.Connection12([(host, int(port))], vhost="/")
connection.set_listener("", Receipts())
connection.connect(user, password, wait=True)
body = "x" * size
begin = time.monotonic()
for i in range(count):
    if window:
        room.acquire()
    headers = {"persistent": "true"}
    if window or i == count - 1:
        headers["receipt"] = str(i)
    connection.send(destination, body, content_type="application/json", headers=headers)
last.wait()
print(count / (time.monotonic() - begin))
connection.disconnect()
