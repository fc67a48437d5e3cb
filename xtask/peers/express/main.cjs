// The record overview in Express, EJS and pg, for `cargo xtask bench`.
//
// What the portal did when this was written, over the same tables: one transaction for the session, by the digest of
// the cookie; one for the counts; each says whose data it is for, as portal/src/db.rs does.
const cluster = require('node:cluster');
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const ejs = require('ejs');
const express = require('express');
const pg = require('pg');

const SCOPE = {
  name: 'scope',
  text: `SELECT set_config('portal.library', $2, true), set_config('portal.person', $3, true),
                set_config('portal.reader', '', true), set_config('role', $1, true)`,
};
const SESSION = {
  name: 'session',
  text: `SELECT data, shared, last_seen_at FROM session
         WHERE library = $1 AND secret_hash = $2 AND idle_ends_at > $3 AND ends_at > $3`,
};
const SEEN = {
  name: 'seen',
  text: 'UPDATE session SET last_seen_at = $3, idle_ends_at = $4 WHERE library = $1 AND secret_hash = $2',
};
const WRITTEN_EVERY = 30_000;
const MINUTE = 60_000;

const library = process.env.PEER_LIBRARY;
// The statement that counts, and the names of what it counts, as the portal has them.
const overview = JSON.parse(readFileSync(process.env.PEER_OVERVIEW, 'utf8'));
const COUNTS = { name: 'counts', text: overview.statement };

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
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.PEER_CONNECTIONS) });

  async function transaction(person, work) {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query({ ...SCOPE, values: ['portal_app', library, person] });
      const done = await work(client);
      await client.query('COMMIT');
      return done;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async function signedIn(request, response, next) {
    const cookie = /(?:^|; )__Host-session=([\w-]+)/.exec(request.headers.cookie ?? '');
    if (!cookie) return response.sendStatus(401);
    const hash = createHash('sha256').update(Buffer.from(cookie[1], 'base64url')).digest();
    const now = new Date();
    const session = await transaction('*', async (client) => {
      const { rows: [found] } = await client.query({ ...SESSION, values: [library, hash, now] });
      if (found && found.last_seen_at.getTime() + WRITTEN_EVERY <= now.getTime()) {
        const idle = new Date(now.getTime() + (found.shared ? 6 : 30) * MINUTE);
        await client.query({ ...SEEN, values: [library, hash, now, idle] });
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
    const { rows } = await transaction(request.person, (client) =>
      client.query({ ...COUNTS, values: [library, request.person], rowMode: 'array' }));
    const classes = new Map(overview.classes.map((one) => [one.number, { ...one, since: null }]));
    for (const [number, held, since] of rows) {
      const one = classes.get(number);
      one.count += Number(held);
      if (since !== null && (one.since === null || since < one.since)) one.since = since;
    }
    const all = [...classes.values()];
    const full = all.filter((one) => one.count > 0);
    const empty = all.filter((one) => one.count === 0 && one.kept);
    const notKept = all.filter((one) => one.count === 0 && !one.kept);
    const bars = [...full].sort((a, b) => b.count - a.count);
    response.render('overview.ejs', { overview, full, empty, notKept, bars });
  });
  app.listen(Number(process.env.PEER_PORT), '127.0.0.1');
}
