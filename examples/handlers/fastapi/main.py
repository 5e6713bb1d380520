"""FastAPI. Run: pip install -r requirements.txt && VONAGE_SIGNATURE_SECRET=… VONAGE_API_KEY=… uvicorn main:app

One process: each worker would have its own memory of tokens.
"""
import json
import logging

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

import vonage

logging.basicConfig(level=logging.INFO)
log = logging.getLogger("handler")
app = FastAPI(openapi_url=None)


async def body_of(request):
    """Reads the bytes as received. A parameter with a model would parse them, and the hash covers the bytes."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > vonage.BODY_LIMIT:
            raise vonage.Refused(413, "the body is too long")
    return body


async def deliver(request, work):
    # Not `headers.get`: it returns one of several.
    authorization = request.headers.getlist("authorization")
    query = request.scope["query_string"]
    with vonage.accept(request.method, authorization, query, await body_of(request)) as delivery:
        response = await work(delivery.payload)
        delivery.done()
        return response


@app.exception_handler(vonage.Refused)
async def refuse(_request, refused):
    return Response(status_code=refused.status, headers=refused.headers)


async def on_event(payload):
    event = json.loads(payload)
    log.info("event %r %r", event.get("status"), event.get("uuid"))
    return Response(status_code=204)


async def on_answer(_payload):
    return JSONResponse([{"action": "talk", "text": "Hello"}])


@app.post("/webhooks/event")
async def event(request: Request):
    return await deliver(request, on_event)


@app.api_route("/webhooks/answer", methods=["GET", "POST"])
async def answer(request: Request):
    return await deliver(request, on_answer)
