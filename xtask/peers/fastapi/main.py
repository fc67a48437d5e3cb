"""The record overview in FastAPI, Jinja2 and asyncpg, for `cargo xtask bench`.

What the portal did when this was written, over the same tables: one transaction for the session, by the digest of the
cookie; one for the counts; each says whose data it is for, as portal/src/db.rs does.
"""

import base64
import hashlib
import json
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import asyncpg
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader

SCOPE = """SELECT set_config('portal.library', $2, true), set_config('portal.person', $3, true),
                  set_config('portal.reader', '', true), set_config('role', $1, true)"""
SESSION = """SELECT data, shared, last_seen_at FROM session
             WHERE library = $1 AND secret_hash = $2 AND idle_ends_at > $3 AND ends_at > $3"""
SEEN = "UPDATE session SET last_seen_at = $3, idle_ends_at = $4 WHERE library = $1 AND secret_hash = $2"
WRITTEN_EVERY = timedelta(seconds=30)

library = os.environ["PEER_LIBRARY"]
# The statement that counts, and the names of what it counts, as the portal has them.
overview = json.loads(Path(os.environ["PEER_OVERVIEW"]).read_text())
here = Path(__file__).parent
templates = Jinja2Templates(env=Environment(loader=FileSystemLoader(here), autoescape=True, auto_reload=False))


async def leave_as_it_is(_connection: asyncpg.Connection) -> None:
    """What a transaction set ends with it: asyncpg's own round trip to reset a connection is not needed."""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    connections = int(os.environ["PEER_CONNECTIONS"])
    async with asyncpg.create_pool(
        os.environ["DATABASE_URL"], min_size=connections, max_size=connections, reset=leave_as_it_is
    ) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)


@asynccontextmanager
async def transaction(person: str) -> AsyncIterator[asyncpg.Connection]:
    async with app.state.pool.acquire() as connection, connection.transaction():
        await connection.fetchrow(SCOPE, "portal_app", library, person)
        yield connection


async def signed_in(request: Request) -> uuid.UUID:
    cookie = request.cookies.get("__Host-session", "")
    try:
        secret_hash = hashlib.sha256(base64.urlsafe_b64decode(cookie + "==")).digest()
    except ValueError:
        raise HTTPException(401) from None
    now = datetime.now(UTC)
    async with transaction("*") as connection:
        session = await connection.fetchrow(SESSION, library, secret_hash, now)
        if session is None:
            raise HTTPException(401)
        if session["last_seen_at"] + WRITTEN_EVERY <= now:
            idle = timedelta(minutes=6 if session["shared"] else 30)
            await connection.execute(SEEN, library, secret_hash, now, now + idle)
    return uuid.UUID(json.loads(session["data"])["person"])


@app.get("/record")
async def record(request: Request, person: Annotated[uuid.UUID, Depends(signed_in)]) -> HTMLResponse:
    async with transaction(str(person)) as connection:
        lines = await connection.fetch(overview["statement"], library, person)
    classes = {one["number"]: {**one, "since": None} for one in overview["classes"]}
    for number, held, since, _newest in lines:
        one = classes[number]
        one["count"] += held
        if since is not None and (one["since"] is None or since < one["since"]):
            one["since"] = since
    full = [one for one in classes.values() if one["count"] > 0]
    empty = [one for one in classes.values() if one["count"] == 0 and one["kept"]]
    not_kept = [one for one in classes.values() if one["count"] == 0 and not one["kept"]]
    bars = sorted(full, key=lambda one: -one["count"])
    context = {"overview": overview, "full": full, "empty": empty, "not_kept": not_kept, "bars": bars}
    return templates.TemplateResponse(request, "overview.html", context)
