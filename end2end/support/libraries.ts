const port = process.env.E2E_PORT ?? '3000';

/** The address of a path at a library; at the chooser for ''. */
export function urlOf(library: string, path: string): string {
  const host = library === '' ? 'localhost' : `${library}.localhost`;
  return `http://${host}:${port}${path}`;
}
