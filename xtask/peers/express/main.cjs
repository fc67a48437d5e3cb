// The record overview in Express, EJS and pg, for `cargo xtask bench`.
//
// What the portal does, over the same tables: one transaction for the session, by the digest of the cookie; one for the
// page, in one statement. The message that begins each says who reads and whose rows, as portal/src/db/scope.rs does.
const cluster = require('node:cluster');
const { createHash } = require('node:crypto');
const ejs = require('ejs');
const express = require('express');
const pg = require('pg');
const overview = require('./overview.cjs');

const library = process.env.PEER_LIBRARY;
const begin = (reader, person) =>
  `SET LOCAL role = 'portal_app'; SET LOCAL portal.reader = '${reader}'; SET LOCAL portal.library = '${library}';
   SET LOCAL portal.person = '${person}'; BEGIN`;
const SESSION = {
  name: 'session',
  text: `SELECT data, shared, last_seen_at FROM session
         WHERE library = $1 AND secret_hash = $2 AND idle_ends_at > $3 AND ends_at > $3`,
};
const SEEN = {
  name: 'seen',
  text: 'UPDATE session SET last_seen_at = $3, idle_ends_at = $4 WHERE library = $1 AND secret_hash = $2',
};
const OVERVIEW = { name: 'overview', text: overview.told.statement, rowMode: 'array' };
const WRITTEN_EVERY = 30_000;
const MINUTE = 60_000;

if (cluster.isPrimary) {
  for (let process_ = 0; process_ < Number(process.env.PEER_PROCESSES); process_ += 1) cluster.fork();
  process.on('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill();
    process.exit();
  });
} else {
  serve();
}

function serve() {
  // A day is a day, and not a moment on this machine's clock.
  pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
  const pool = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: Number(process.env.PEER_CONNECTIONS),
    // A connection that is closed takes what it has prepared with it.
    idleTimeoutMillis: 0,
  });

  // Rolled back unless committed.
  async function transaction(reader, person, work) {
    const client = await pool.connect();
    let end = 'ROLLBACK';
    try {
      await client.query(begin(reader, person));
      return await work(client, () => { end = 'COMMIT'; });
    } finally {
      await client.query(end);
      client.release();
    }
  }

  async function signedIn(request, response, next) {
    const cookie = /(?:^|; )__Host-session=([\w-]+)/.exec(request.headers.cookie ?? '');
    if (!cookie) return response.sendStatus(401);
    const hash = createHash('sha256').update(Buffer.from(cookie[1], 'base64url')).digest();
    const now = new Date();
    const session = await transaction('library', '', async (client, commit) => {
      const { rows: [found] } = await client.query({ ...SESSION, values: [library, hash, now] });
      if (found && found.last_seen_at.getTime() + WRITTEN_EVERY <= now.getTime()) {
        const idle = new Date(now.getTime() + (found.shared ? 6 : 30) * MINUTE);
        await client.query({ ...SEEN, values: [library, hash, now, idle] });
        commit();
      }
      return found;
    });
    if (!session) return response.sendStatus(401);
    request.person = session.data.person;
    return next();
  }

  const app = express();
  app.disable('x-powered-by');
  // The portal sends no digest of a page either.
  app.disable('etag');
  app.engine('ejs', ejs.renderFile);
  app.set('views', __dirname);
  app.get('/record', signedIn, async (request, response) => {
    const today = overview.localDay(new Date());
    const values = [library, request.person, today, overview.told.time_zone, overview.BY_CALENDAR];
    const { rows } = await transaction('patron', request.person, (client) => client.query({ ...OVERVIEW, values }));
    response.render('overview.ejs', overview.page(rows, today));
  });
  app.listen(Number(process.env.PEER_PORT), '127.0.0.1');
}
