"""The record overview in FastAPI, Jinja2 and asyncpg, for `cargo xtask bench`.

What the portal does, over the same tables: one transaction for the session, by the digest of the cookie; one for the
page, in one statement. The message that begins each says who reads and whose rows, as portal/src/db/scope.rs does.
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

import overview

BEGIN = """SET LOCAL role = 'portal_app'; SET LOCAL portal.reader = '{}'; SET LOCAL portal.library = '{}';
           SET LOCAL portal.person = '{}'; BEGIN"""
SESSION = """SELECT data, shared, last_seen_at FROM session
             WHERE library = $1 AND secret_hash = $2 AND idle_ends_at > $3 AND ends_at > $3"""
SEEN = "UPDATE session SET last_seen_at = $3, idle_ends_at = $4 WHERE library = $1 AND secret_hash = $2"
WRITTEN_EVERY = timedelta(seconds=30)

library = os.environ["PEER_LIBRARY"]
environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.filters |= overview.FILTERS
templates = Jinja2Templates(env=environment)


async def leave_as_it_is(_connection: asyncpg.Connection) -> None:
    """What a transaction set ends with it: asyncpg's own round trip to reset a connection is not needed."""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    connections = int(os.environ["PEER_CONNECTIONS"])
    async with asyncpg.create_pool(
        os.environ["DATABASE_URL"],
        min_size=connections,
        max_size=connections,
        reset=leave_as_it_is,
        # Without this one as long as the overview's would be prepared anew each time.
        max_cacheable_statement_size=0,
    ) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)


@asynccontextmanager
async def transaction(reader: str, person: str = "") -> AsyncIterator[asyncpg.Connection]:
    """Rolled back unless committed."""
    async with app.state.pool.acquire() as connection:
        await connection.execute(BEGIN.format(reader, library, person))
        try:
            yield connection
        finally:
            if connection.is_in_transaction():
                await connection.execute("ROLLBACK")


async def signed_in(request: Request) -> uuid.UUID:
    cookie = request.cookies.get("__Host-session", "")
    try:
        secret_hash = hashlib.sha256(base64.urlsafe_b64decode(cookie + "==")).digest()
    except ValueError:
        raise HTTPException(401) from None
    now = datetime.now(UTC)
    async with transaction("library") as connection:
        session = await connection.fetchrow(SESSION, library, secret_hash, now)
        if session is None:
            raise HTTPException(401)
        if session["last_seen_at"] + WRITTEN_EVERY <= now:
            idle = timedelta(minutes=6 if session["shared"] else 30)
            await connection.execute(SEEN, library, secret_hash, now, now + idle)
            await connection.execute("COMMIT")
    return uuid.UUID(json.loads(session["data"])["person"])


@app.get("/record")
async def record(request: Request, person: Annotated[uuid.UUID, Depends(signed_in)]) -> HTMLResponse:
    today = datetime.now(overview.ZONE).date()
    asked = (library, person, today, overview.ZONE.key, overview.BY_CALENDAR)
    async with transaction("patron", str(person)) as connection:
        lines = await connection.fetch(overview.STATEMENT, *asked)
    return templates.TemplateResponse(request, "overview.html", overview.page(lines, today))
