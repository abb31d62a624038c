"""An order service that shows what a Python function can write, and how it arrives."""

import json
import logging

logger = logging.getLogger()
logger.setLevel(logging.INFO)


class PaymentDeclined(Exception):
    """The failure that the event requests."""


def handler(event, context):
    order = event.get("order", "A-1000")

    # Plain text: one record per line.
    print(f"Order {order} received")

    # Several lines with print() are several records; with logging they stay together in one.
    print(f"Receipt of {order}\n  1 x teapot   19.90\n  2 x cup      12.00")
    logger.info("Order %s checked:\n  address ok\n  stock ok", order)

    # A JSON object on a line of its own.
    print(json.dumps({"level": "info", "message": "order priced", "order": order, "items": 3, "total": 43.9}))

    # Emoji, CJK, Hangul, a combining accent.
    print("Thank you! 🎉 ありがとう 谢谢 감사합니다 — cafe\u0301 für zwei")

    if event.get("fail"):
        charge(order)
    return {"order": order, "status": "placed", "requestId": context.aws_request_id}


def charge(order):
    raise PaymentDeclined(f"card declined for order {order}")
