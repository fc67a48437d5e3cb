// A stand-in for a newsletter service that the portal speaks to, as far as it does, with one list. `GET /?email=` says what it has of
// an address, `POST /?email=` has others put it there, on no list; both answer with the entry or null.
import { createServer } from 'node:http';

const [port] = process.argv.slice(2).map(Number);
const list = 3;
const entries = new Map();
let next = 4711;

const byEmail = (email) => [...entries.values()].find((entry) => entry.email === email.toLowerCase()) ?? null;

function add(email, name, on, attribs = {}) {
  const entry = { id: next, email: email.toLowerCase(), name, attribs, status: 'enabled', on };
  entries.set(next, entry);
  next += 1;
  return entry;
}

function shown({ on, ...entry }) {
  return { ...entry, lists: on === '' ? [] : [{ id: list, name: 'A list', optin: 'single', subscription_status: on }] };
}

/** The status and what is answered; a refusal is a text. */
function answer(method, path, body) {
  const entry = entries.get(Number(/^\/api\/subscribers\/(\d+)$/.exec(path)?.[1]));
  if (method === 'POST' && path === '/api/subscribers') {
    if (byEmail(body.email)) return [409, 'E-mail already exists.'];
    return [200, shown(add(body.email, body.name, body.preconfirm_subscriptions ? 'confirmed' : 'unconfirmed', body.attribs))];
  }
  if (method === 'PUT' && path === '/api/subscribers/lists') {
    for (const one of body.ids.map((id) => entries.get(id)).filter(Boolean)) {
      if (body.action === 'add') one.on = body.status ?? (one.on || 'unconfirmed');
      if (body.action === 'remove') one.on = '';
    }
    return [200, true];
  }
  if (method === 'DELETE') {
    entries.delete(entry?.id);
    return [200, true];
  }
  if (entry === undefined) return [400, 'Subscriber not found'];
  if (method === 'PUT') {
    Object.assign(entry, { name: body.name || entry.name, attribs: body.attribs ?? {}, on: body.lists.includes(list) ? entry.on : '' });
  }
  return [200, shown(entry)];
}

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const parts = [];
  for await (const part of request) parts.push(part);
  response.setHeader('content-type', 'application/json');
  if (url.pathname === '/') {
    const email = url.searchParams.get('email');
    const found = byEmail(email) ?? (request.method === 'POST' ? add(email, 'Somebody', '') : null);
    response.end(JSON.stringify(found && shown(found)));
    return;
  }
  const text = Buffer.concat(parts).toString();
  const [status, said] = answer(request.method, url.pathname, text === '' ? {} : JSON.parse(text));
  response.statusCode = status;
  response.end(JSON.stringify(status === 200 ? { data: said } : { message: said }));
}).listen(port, '127.0.0.1');
