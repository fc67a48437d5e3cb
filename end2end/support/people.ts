// The demo people, as the server lists them.
import { portal } from './patron';

interface Person {
  library: string;
  part: string;
  name: string;
  card: string;
  secret: string | null;
  story: string;
}

let people: Person[] | undefined;

function everybody(): Person[] {
  people ??= JSON.parse(portal('demo', '--list', '--json')) as Person[];
  return people;
}

/** The stories of the demo people at a library who have a PIN or password. */
export function stories(library: string): string[] {
  return everybody().filter((person) => person.library === library && person.secret != null).map((person) => person.story);
}

/** The demo person with this story at a library. */
export function demoPerson(library: string, story: RegExp): { library: string; card: string; secret: string } {
  const found = everybody().find((person) => person.library === library && story.test(person.story));
  if (found?.secret == null) throw new Error(`no demo person: ${story}`);
  return { library, card: found.card, secret: found.secret };
}
