"""Sends the events of the outbox to the hub, one after the other, each until the hub has it."""

import json
import sys
import threading
import urllib.error
import urllib.request

# The event itself is at fault: sending it again would not help, and those after it must not wait for ever.
FINAL = (400, 409, 413)
LONGEST_PAUSE = 30


class Sender(threading.Thread):
    def __init__(self, store, registry_url, token):
        super().__init__(daemon=True)
        self.store, self.token = store, token
        self.url = f"{registry_url.rstrip('/')}/v1/subgraphs/housing/events"
        self.bell = threading.Event()

    def run(self):
        pause = 1
        while True:
            self.bell.clear()
            waiting = self.store.next_event()
            if waiting is None:
                self.bell.wait()
                continue
            position, event = waiting
            try:
                self.send(event)
                self.store.sent(position)
                pause = 1
            except urllib.error.HTTPError as error:
                problem = error.read().decode(errors="replace")
                print(f"housing: event {position}: HTTP {error.code} {summary(problem)}", file=sys.stderr, flush=True)
                if error.code in FINAL:
                    self.store.refused(position, problem)
                    continue
                self.bell.wait(float(error.headers.get("retry-after") or pause))
                pause = min(LONGEST_PAUSE, pause * 2)
            except OSError as error:  # Nobody answers, or the connection broke.
                print(f"housing: event {position} waits: {error}", file=sys.stderr, flush=True)
                self.bell.wait(pause)
                pause = min(LONGEST_PAUSE, pause * 2)

    def send(self, event):
        headers = {"content-type": "application/cloudevents+json", "authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(self.url, event.encode(), headers, method="POST")
        with urllib.request.urlopen(request, timeout=30) as response:
            response.read()


def summary(problem):
    try:
        told = json.loads(problem)
        return f"{told['code']}: {told['detail']}"
    except (ValueError, KeyError, TypeError):
        return problem[:200]
