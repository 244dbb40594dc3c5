const nowhere = "http://own.invalid";

/**
 * A way back within this host, from a parameter anybody can write (fault S6). It is read as a browser reads it: tabs,
 * backslashes and a second slash all lead elsewhere there. What leads elsewhere becomes the other path.
 */
export function localPath(given: string | undefined, otherwise: string): string {
  if (!given?.startsWith("/") || !URL.canParse(given, nowhere)) return otherwise;
  const url = new URL(given, nowhere);
  return url.origin === nowhere && !url.pathname.startsWith("//") ? url.pathname + url.search : otherwise;
}
