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

/** The demo person with this story at a library. */
export function demoPerson(library: string, story: RegExp): { library: string; card: string; secret: string } {
  people ??= JSON.parse(portal('demo', '--list', '--json')) as Person[];
  const found = people.find((person) => person.library === library && story.test(person.story));
  if (found?.secret == null) throw new Error(`no demo person: ${story}`);
  return { library, card: found.card, secret: found.secret };
}
