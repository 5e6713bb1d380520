"""Flask. Run: pip install -r requirements.txt && VONAGE_SIGNATURE_SECRET=… VONAGE_API_KEY=… gunicorn --preload --threads 8 app:app

One process: each worker would have its own memory of tokens. `--preload` ends gunicorn if the secret is missing.
"""
import json
import logging

from flask import Flask, Response, jsonify, request

import vonage

logging.basicConfig(level=logging.INFO)
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = vonage.BODY_LIMIT


def deliver(work):
    # WSGI joins two headers with a comma; `accept` refuses a list.
    authorization = [value for name, value in request.headers if name == "Authorization"]
    # Not `request.json` and back, and not `request.form`: the hash covers the bytes as received.
    body = request.get_data(cache=False, parse_form_data=False)
    with vonage.accept(request.method, authorization, request.query_string, body) as delivery:
        response = work(delivery.payload)
        delivery.done()
        return response


@app.errorhandler(vonage.Refused)
def refuse(refused):
    return Response(status=refused.status, headers=refused.headers)


def on_event(payload):
    event = json.loads(payload)
    app.logger.info("event %r %r", event.get("status"), event.get("uuid"))
    return Response(status=204)


def on_answer(_payload):
    return jsonify([{"action": "talk", "text": "Hello"}])


@app.post("/webhooks/event")
def event():
    return deliver(on_event)


@app.route("/webhooks/answer", methods=["GET", "POST"])
def answer():
    return deliver(on_answer)
