/**
 * Hills, fields, a small town: decoration of the home page only, in the colours of the tokens. Two drawings, so that
 * none lies behind the text: the town stands beside it, the near hill runs below it.
 */
export function Landscape() {
  return (
    <div class="al-landscape" aria-hidden="true">
      <Town />
      <svg class="al-landscape__near" viewBox="0 0 1440 72" preserveAspectRatio="none" focusable="false">
        <path class="al-l-hill1" d="M0 40C240 6 470 40 720 24s480-30 720 4v44H0z" />
        <path class="al-l-hill2" d="M0 60C260 22 520 66 800 44s440-20 640-8v36H0z" />
      </svg>
    </div>
  );
}

function Town() {
  return (
    <svg class="al-landscape__town" viewBox="760 0 680 375" preserveAspectRatio="xMaxYMax meet" focusable="false">
      <circle cx="1290" cy="58" r="32" class="al-l-sun" />
      <path class="al-l-hill1" d="M760 375C800 300 880 262 990 252s250-60 450-24v150z" />
      <path class="al-l-hill2" d="M760 375C860 318 940 296 1040 282s240-44 400-14v110z" />
      <path class="al-l-raps" d="M880 375c100-66 220-100 360-104-90 22-170 60-230 104z" />
      <path class="al-l-field" d="M1010 375c70-50 160-84 300-96-60 26-110 60-150 96z" />
      <path class="al-l-raps" d="M1250 375c50-46 110-74 190-88v40c-40 10-70 26-96 48z" />
      <g>
        <path
          class="al-l-wall"
          d="M920 262h34v-30l-17-16-17 16zM964 258h28v-26l-14-14-14 14zM1030 262h62v-34H1030zM1104 262h32v-26h-32zM1194 260h34v-26h-34zM1240 252h28v-24h-28zM1280 250h32v-22h-32z"
        />
        <path
          class="al-l-roof"
          d="M914 234l23-22 23 22zM958 234l20-18 20 18zM1024 230l37-26 37 26zM1098 238l22-20 22 20zM1188 236l23-20 23 20zM1274 230l22-18 22 18z"
        />
        <path class="al-l-slate" d="M1234 230l20-22 20 22zM994 174l20-66 20 66z" />
        <path class="al-l-wall" d="M1000 174h28v88h-28zM1140 262v-74h6v6h8v-6h8v6h8v-6h8v6h6v74z" />
        <path
          class="al-l-slate"
          d="M1013 90h2v20h-2zM1008 96h12v2h-12zM1014 190a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM1154 262v-20a8 8 0 0 1 16 0v20z"
        />
      </g>
      <g>
        <path class="al-l-trunk" d="M1376 310h8v-60h-8z" />
        <circle cx="1380" cy="196" r="38" class="al-l-tree" />
        <circle cx="1356" cy="222" r="22" class="al-l-tree2" />
        <circle cx="1404" cy="222" r="22" class="al-l-tree2" />
      </g>
    </svg>
  );
}
