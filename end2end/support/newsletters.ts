// What the newsletter service that the portal speaks to has of somebody.
const service = `http://127.0.0.1:${process.env.E2E_NEWSLETTERS_PORT}`;

export interface Entry {
  id: number;
  name: string;
  lists: { id: number; subscription_status: string }[];
}

function of(email: string): string {
  return `${service}/?email=${encodeURIComponent(email)}`;
}

/** What it has of an address; null where it has nothing. */
export async function entryOf(email: string): Promise<Entry | null> {
  return (await (await fetch(of(email))).json()) as Entry | null;
}

/** Somebody there puts an address in, on no list. Gives its number. */
export async function putThere(email: string): Promise<number> {
  return ((await (await fetch(of(email), { method: 'POST' })).json()) as Entry).id;
}
