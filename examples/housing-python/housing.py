"""A subgraph of Throughgate in Python's standard library alone: HUB_SUBGRAPH_KEY=... python3 housing.py

tiny_graphql.py beside it answers GraphQL; a GraphQL library of your language takes its place. store.py keeps records and
events, and sender.py sends the events to the hub: set HUB_REGISTRY_URL and HUB_TOKEN for that.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import signal
import sys
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sender import Sender
from store import Store
from tiny_graphql import Refused, execute

SDL = Path(__file__).with_name("housing.graphql").read_text(encoding="utf-8")
# During a rotation two keys are valid: the gateway may still sign with the previous one.
KEYS = [key for name in ("HUB_SUBGRAPH_KEY", "HUB_SUBGRAPH_KEY_PREVIOUS") if (key := os.environ.get(name, "").strip().encode())]

# `:memory:` forgets records, and events that wait, with the process: for trying things out.
STORE = Store(os.environ.get("HOUSING_DATABASE") or Path(__file__).with_name("housing.db"))
SENDER = None


def tenancy(tenancy_id):
    found = STORE.tenancies("id", [tenancy_id])
    return found[0] if found else None


def entity(representation):
    """The record that the gateway asks for: null for a key that leads to none, and no error."""
    if representation.get("__typename") == "Tenancy":
        return tenancy(representation.get("id"))
    if representation.get("__typename") == "Offender":
        # The person is somebody else's record: what the gateway hands over is all that we know.
        return representation
    raise Refused(f"There is no entity {representation.get('__typename')}.")


def is_date(text):
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def housing(offender, _):
    return STORE.tenancies("crn", offender["joinIdentifiers"]["crns"])


def open_tenancy(_, arguments):
    given = arguments["input"]
    # What the hub would refuse must not be written here either: a record without its event cannot be mended later.
    if not re.fullmatch(r"[A-Z]{1,2}\d{6}", given["crn"]):
        raise Refused("crn must be a case reference number such as X204011.")
    for name in ("dateOfBirth", "openedOn"):
        if not is_date(given[name]):
            raise Refused(f"{name} must be a date such as 2026-10-01.")
    if not given["forename"] or not given["surname"]:
        raise Refused("forename and surname must not be empty.")
    tenancy_id = STORE.open_tenancy(given)
    if SENDER:
        SENDER.bell.set()
    return tenancy(tenancy_id)


# How each field is answered, by type: a function of the object and the arguments, or None for a part of the object.
RESOLVERS = {
    "Query": {
        "_service": lambda _, arguments: {"__typename": "_Service", "sdl": SDL},
        # One entry for each representation, in their order.
        "_entities": lambda _, arguments: [entity(one) for one in arguments["representations"]],
        "tenancy": lambda _, arguments: tenancy(arguments["id"]),
    },
    "Mutation": {"openTenancy": open_tenancy},
    "_Service": {"sdl": None},
    "Offender": {"id": None, "housing": housing},
    "Tenancy": {"id": None, "crn": None, "summary": None, "openedOn": None, "closedOn": None},
}


class Verifier:
    """Tells whether the gateway sent a request to this subgraph: see "The signature" in docs/integrators.md."""

    FORM = re.compile(r"v2\.([A-Za-z0-9_-]{8})\.([0-9]{13})\.([A-Za-z0-9_-]{12,64})\.([A-Za-z0-9_-]{43})")

    def __init__(self, subgraph, keys):
        self.subgraph = subgraph
        self.keys = {base64url(hashlib.sha256(b"throughgate key id\n" + key).digest())[:8]: key for key in keys}
        self.seen = {}
        self.lock = threading.Lock()

    def is_signed(self, headers, body, now):
        """At most a minute from `now` (milliseconds), by a key of ours, for us, and for the first time."""
        parts = self.FORM.fullmatch(headers.get("throughgate-signature") or "")
        if not parts:
            return False
        key_id, moment, nonce, given = parts.groups()
        key = self.keys.get(key_id)
        if key is None or abs(now - int(moment)) > 60_000:
            return False
        caller = headers.get("throughgate-caller") or ""
        request_id = headers.get("x-request-id") or ""
        if not re.fullmatch(r"[\w-]+", caller, re.ASCII) or not re.fullmatch(r"[\w.-]{1,64}", request_id, re.ASCII):
            return False
        scheme, _, token = (headers.get("authorization") or "").partition(" ")
        if scheme and (scheme.lower() != "bearer" or not token):
            return False
        token_hash = base64url(hashlib.sha256(token.encode()).digest()) if token else ""
        head = "\n".join(["v2", self.subgraph, key_id, moment, nonce, request_id, caller, token_hash, ""])
        expected = base64url(hmac.new(key, head.encode() + body, hashlib.sha256).digest())
        # Compared in constant time; and only then remembered, so that nobody else fills our memory.
        return hmac.compare_digest(expected, given) and self.is_first(nonce, now)

    def is_first(self, nonce, now):
        """Remembers it for as long as its request could be sent again: a request a minute ahead, until two have passed."""
        with self.lock:
            while self.seen and next(iter(self.seen.values())) < now:
                del self.seen[next(iter(self.seen))]
            first = nonce not in self.seen
            self.seen.setdefault(nonce, now + 120_000)
            return first


def base64url(value):
    """Without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


VERIFIER = Verifier("housing", KEYS)


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200 if self.path == "/health/ready" else 404, {"ready": self.path == "/health/ready"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not VERIFIER.is_signed(self.headers, body, time.time() * 1000):
            return self.fail(401, "UNAUTHENTICATED", "housing answers only the gateway.")
        try:
            request = json.loads(body)
            data = execute(request["query"], request.get("variables") or {}, RESOLVERS)
            self.answer(200, {"data": data})
        except (Refused, ValueError, KeyError, TypeError) as error:
            self.fail(400, "BAD_REQUEST", str(error) if isinstance(error, Refused) else "The request is not GraphQL.")
        except Exception as error:  # The caller learns nothing of our inside.
            print(f"housing: {error!r}", file=sys.stderr)
            self.fail(500, "INTERNAL_SERVER_ERROR", "Internal error.")

    def fail(self, status, code, message):
        self.answer(status, {"errors": [{"message": message, "extensions": {"code": code}}]})

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    if not KEYS or any(len(key) < 32 for key in KEYS):
        sys.exit("housing: set HUB_SUBGRAPH_KEY to the key that `hub key show housing` prints, of at least 32 characters.")
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT") or os.environ.get("HUB_PORT") or "4010")), Service)
    if os.environ.get("HUB_REGISTRY_URL") and os.environ.get("HUB_TOKEN"):
        SENDER = Sender(STORE, os.environ["HUB_REGISTRY_URL"], os.environ["HUB_TOKEN"])
        SENDER.start()
    else:
        print("housing: HUB_REGISTRY_URL and HUB_TOKEN are not set: events wait in the outbox", file=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"ready http://127.0.0.1:{server.server_port}/graphql", flush=True)
    server.serve_forever()
