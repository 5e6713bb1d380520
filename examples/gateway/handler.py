"""A Flask handler behind `vsw gateway`: it verifies nothing itself, so only the gateway may reach it.

    pip install flask gunicorn
    gunicorn --bind 127.0.0.1:3000 --threads 8 handler:app
"""
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.post("/webhooks/event")
def event():
    # The gateway sets X-Vsw-Event from the verified body; a sender cannot. It is missing if the delivery was not verified
    # (--report-only, --signing preview).
    app.logger.warning("%s %s", request.headers.get("X-Vsw-Event"), request.json.get("uuid"))
    return "", 204


@app.route("/webhooks/answer", methods=["GET", "POST"])
def answer():
    return jsonify([{"action": "talk", "text": "Hello"}])
