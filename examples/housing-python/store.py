"""The records, and the events that tell of them, in one SQLite file: both are written in one transaction."""

import json
import sqlite3
import threading
import uuid
from datetime import datetime, timezone

TABLES = """
CREATE TABLE IF NOT EXISTS tenancy (id TEXT PRIMARY KEY, crn TEXT, summary TEXT, openedOn TEXT, closedOn TEXT);
CREATE TABLE IF NOT EXISTS file (crn TEXT PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS outbox (position INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, refused TEXT);
INSERT OR IGNORE INTO tenancy VALUES ('t-1', 'X204011', 'Room in a shared house', '2026-10-01', NULL);
INSERT OR IGNORE INTO tenancy VALUES ('t-2', 'X590128', 'Flat with one bedroom', '2026-10-02', NULL);
"""

# An idempotency key always leads to the same id, so that a call that is repeated finds what the first one wrote.
KEYS = uuid.UUID("6f1c8a52-3c0e-4f43-9d57-0f6c2a7be1d4")


class Store:
    def __init__(self, path):
        self.lock = threading.Lock()
        self.database = sqlite3.connect(path, check_same_thread=False)
        self.database.row_factory = sqlite3.Row
        self.database.executescript(TABLES)

    def tenancies(self, column, values):
        """The tenancies whose id or CRN is among the values."""
        marks = ",".join("?" * len(values))
        with self.lock:
            rows = self.database.execute(f"SELECT * FROM tenancy WHERE {column} IN ({marks}) ORDER BY openedOn DESC", values)
            return [{"__typename": "Tenancy", **dict(row)} for row in rows]

    def open_tenancy(self, given):
        """Writes a tenancy, the next version of the person's file and the event, all or nothing. Returns the tenancy's id."""
        tenancy_id = str(uuid.uuid5(KEYS, given["idempotencyKey"]))
        crn, now = given["crn"], datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        tenancy = {"id": tenancy_id, "summary": given["summary"], "openedOn": given["openedOn"], "closedOn": None}
        person = {name: given[name] for name in ("forename", "surname", "dateOfBirth", "sex")}
        with self.lock, self.database as database:
            if database.execute("SELECT 1 FROM tenancy WHERE id = ?", [tenancy_id]).fetchone():
                return tenancy_id
            database.execute("INSERT INTO tenancy VALUES (:id, :crn, :summary, :openedOn, :closedOn)", {**tenancy, "crn": crn})
            database.execute(
                "INSERT INTO file VALUES (?, 1) ON CONFLICT (crn) DO UPDATE SET version = version + 1", [crn]
            )
            (version,) = database.execute("SELECT version FROM file WHERE crn = ?", [crn]).fetchone()
            event = {
                "specversion": "1.0",
                # Given once, here: however often the event is sent, the hub puts it on the log once.
                "id": str(uuid.uuid4()),
                "source": "/throughgate/housing",
                "type": "housing.tenancy.opened",
                "time": now,
                "recordedat": now,
                "data": {
                    "crn": crn,
                    "version": version,
                    "person": {**person, "identifiers": {"crn": crn}},
                    "tenancy": tenancy,
                },
            }
            database.execute("INSERT INTO outbox (event) VALUES (?)", [json.dumps(event)])
        return tenancy_id

    def next_event(self):
        """The oldest event that waits, with its position; None when there is none."""
        with self.lock:
            row = self.database.execute(
                "SELECT position, event FROM outbox WHERE refused IS NULL ORDER BY position LIMIT 1"
            ).fetchone()
            return row and (row["position"], row["event"])

    def sent(self, position):
        with self.lock, self.database as database:
            database.execute("DELETE FROM outbox WHERE position = ?", [position])

    def refused(self, position, reason):
        """Keeps an event that the hub will never take, with the reason, and lets the next ones pass."""
        with self.lock, self.database as database:
            database.execute("UPDATE outbox SET refused = ? WHERE position = ?", [reason, position])
