"""Prints what arrives at a topic exchange, one JSON object a line, after a line READY.

Usage: subscriber.py URL EXCHANGE
"""
import json
import os
import sys
import threading

import pika

url, exchange = sys.argv[1:]


def show(channel, method, properties, body):
    print(json.dumps({
        "topic": method.routing_key,
        "content_type": properties.content_type,
        "body": json.loads(body),
    }), flush=True)


# Whoever has started this ends it by closing its input.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
channel = pika.BlockingConnection(pika.URLParameters(url)).channel()
channel.exchange_declare(exchange, "topic", durable=True)
queue = channel.queue_declare("", exclusive=True).method.queue
channel.queue_bind(queue, exchange, "#")
channel.basic_consume(queue, show, auto_ack=True)
print("READY", flush=True)
channel.start_consuming()
