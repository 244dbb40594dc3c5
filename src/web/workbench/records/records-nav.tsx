const places = [
  ["akten", "Akten"],
  ["aktenplan", "Aktenplan"],
  ["aussonderung", "Aussonderung"],
] as const;

/** The three places of the records. */
export function RecordsNav({ current }: { current: (typeof places)[number][0] }) {
  return (
    <nav class="al-records__nav" aria-label="Schriftgut">
      <ul>
        {places.map(([path, name]) => (
          <li key={path}>
            <a href={`/amt/${path}`} aria-current={path === current ? "page" : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
