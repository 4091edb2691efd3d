"""A relay of fedmsg: publishers connect to its inner side, consumers to its outer side.

usage: fedmsg_relay.py [INNER_PORT]

Like the site's relay it parses each message and writes it anew, with blanks and without sorting, and checks nothing.
Prints the address of its outer side, and when the first consumer is there that of its inner side: nothing is passed on
to nobody. Ends when its input does, and prints how many messages it has passed on.
"""
import json
import sys

import zmq


def bind(socket, port):
    socket.bind("tcp://127.0.0.1:%s" % (port or "*"))
    return socket.getsockopt(zmq.LAST_ENDPOINT).decode().rstrip("\0")


def main():
    context = zmq.Context.instance()
    outer = context.socket(zmq.XPUB)
    outer.setsockopt(zmq.SNDHWM, 0)
    print(bind(outer, None), flush=True)
    outer.recv()
    inner = context.socket(zmq.SUB)
    inner.setsockopt(zmq.RCVHWM, 0)
    inner.setsockopt(zmq.SUBSCRIBE, b"")
    print(bind(inner, *sys.argv[1:2] or [None]), flush=True)

    poller = zmq.Poller()
    poller.register(inner, zmq.POLLIN)
    poller.register(sys.stdin.fileno(), zmq.POLLIN)
    passed = 0
    while True:
        ready = dict(poller.poll())
        if inner in ready:
            topic, body = inner.recv_multipart()
            outer.send_multipart([topic, json.dumps(json.loads(body.decode("utf-8"))).encode("utf-8")])
            passed += 1
        elif sys.stdin.fileno() in ready:
            print("passed", passed, flush=True)
            return


main()
