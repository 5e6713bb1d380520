"""The views get genuine webhooks only."""
import functools
import json
import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from . import vonage

log = logging.getLogger("handler")


def webhook(work):
    """Makes a view of a function that gets a genuine webhook's payload."""

    @csrf_exempt  # the token is the protection; Vonage has no CSRF token
    @functools.wraps(work)
    def view(request):
        # WSGI joins two headers with a comma; `accept` refuses a list.
        authorization = [value for name, value in request.headers.items() if name == "Authorization"]
        query = request.META["QUERY_STRING"].encode("latin-1")
        try:
            # Before `request.POST`, which would consume a form's bytes: the hash covers the bytes as received.
            body = request.body
            with vonage.accept(request.method, authorization, query, body) as delivery:
                response = work(delivery.payload)
                delivery.done()
                return response
        except RequestDataTooBig:
            return HttpResponse(status=413)
        except vonage.Refused as refused:
            return HttpResponse(status=refused.status, headers=refused.headers)

    return view


@require_http_methods(["POST"])
@webhook
def event(payload):
    event = json.loads(payload)
    log.info("event %r %r", event.get("status"), event.get("uuid"))
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@webhook
def answer(_payload):
    return JsonResponse([{"action": "talk", "text": "Hello"}], safe=False)
