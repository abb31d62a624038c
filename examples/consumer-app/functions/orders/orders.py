def handler(event, context):
    print("order", event)
    return {"accepted": True}
