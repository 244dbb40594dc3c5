/** Fields that run to one horizon, one per administration: decoration of the alliance's home page. */
export function Fields({ hues }: { hues: readonly number[] }) {
  const count = hues.length || 1;
  const top = (i: number): number => 330 + (780 * i) / count;
  const bottom = (i: number): number => -700 + (2840 * i) / count;
  return (
    <svg
      class="al-fields"
      viewBox="0 0 1440 360"
      preserveAspectRatio="xMidYMin slice"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="1270" cy="60" r="34" class="al-l-sun" />
      <path class="al-l-hill1" d="M0 190C260 60 480 70 720 66s480-40 720 40v254H0z" />
      {hues.map((hue, i) => (
        <path
          key={i}
          fill={`oklch(0.86 0.05 ${hue})`}
          d={`M${top(i)} ${90 + Math.abs(i - count / 2 + 0.5) * 6}L${top(i + 1)} ${90 + Math.abs(i + 1 - count / 2 - 0.5) * 6}C${top(i + 1) + (i + 1 - count / 2) * 30} 190 ${bottom(i + 1)} 300 ${bottom(i + 1)} 360H${bottom(i)}C${bottom(i)} 300 ${top(i) + (i - count / 2) * 30} 190 ${top(i)} ${90 + Math.abs(i - count / 2 + 0.5) * 6}z`}
        />
      ))}
      {hues.map((hue, i) => {
        const x = (top(i) + top(i + 1)) / 2;
        const y = 88 + Math.abs(i - count / 2 + 0.5) * 6;
        return (
          <g key={i}>
            <path
              class="al-l-wall"
              d={`M${x - 26} ${y}v-12h18v12zM${x - 6} ${y}v-20h12v20zM${x + 8} ${y}v-12h18v12z`}
            />
            <path class="al-l-roof" d={`M${x - 29} ${y - 11}l12-9 12 9zM${x + 5} ${y - 11}l12-9 12 9z`} />
            <path fill={`oklch(0.42 0.08 ${hue})`} d={`M${x - 8} ${y - 19}l8-30 8 30z`} />
          </g>
        );
      })}
    </svg>
  );
}
