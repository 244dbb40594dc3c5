import { day } from "./day.ts";
import type { Land } from "./place.ts";
import { earliest, type Channel, type NoticeRule } from "./procedure-law.ts";

const fourDaysSince = day("2025-01-01");
const reform = "Postrechtsmodernisierungsgesetz v. 15.07.2024 (BGBl. 2024 I Nr. 236)";

/** Where each Land writes its § 41; `checked` is true where a source says that the fourth day holds there since 2025. */
const landCodes: readonly { land: Land; law: string; checked: boolean; source: string }[] = [
  { land: "BW", law: "§ 41 Abs. 2 LVwVfG", checked: false, source: "own code; amendment not read" },
  { land: "BY", law: "Art. 41 Abs. 2 BayVwVfG", checked: false, source: "own code; amendment not read" },
  {
    land: "BE",
    law: "§ 1 Abs. 1 VwVfG Bln, § 41 Abs. 2 VwVfG",
    checked: true,
    source: `refers to federal law; ${reform}`,
  },
  {
    land: "BB",
    law: "§ 1 Abs. 1 VwVfGBbg, § 41 Abs. 2 VwVfG",
    checked: true,
    source: `refers to federal law; ${reform}`,
  },
  { land: "HB", law: "§ 41 Abs. 2 BremVwVfG", checked: true, source: "WEKA, Längere Postlaufzeiten, 2025" },
  { land: "HH", law: "§ 41 Abs. 2 HmbVwVfG", checked: false, source: "own code; amendment not read" },
  { land: "HE", law: "§ 41 Abs. 2 HVwVfG", checked: false, source: "own code; amendment not read" },
  { land: "MV", law: "§ 41 Abs. 2 VwVfG M-V", checked: false, source: "own code; amendment not read" },
  {
    land: "NI",
    law: "§ 1 Abs. 1 NVwVfG, § 41 Abs. 2 VwVfG",
    checked: true,
    source: `refers to federal law; ${reform}`,
  },
  {
    land: "NW",
    law: "§ 41 Abs. 2 VwVfG NRW",
    checked: true,
    source: "Städte- und Gemeindebund NRW, Mitteilung 784/2024",
  },
  {
    land: "RP",
    law: "§ 1 Abs. 1 LVwVfG, § 41 Abs. 2 VwVfG",
    checked: true,
    source: `refers to federal law; ${reform}`,
  },
  { land: "SL", law: "§ 41 Abs. 2 SVwVfG", checked: false, source: "own code; amendment not read" },
  { land: "SN", law: "§ 1 SächsVwVfZG, § 41 Abs. 2 VwVfG", checked: true, source: `refers to federal law; ${reform}` },
  {
    land: "ST",
    law: "§ 1 Abs. 1 VwVfG LSA, § 41 Abs. 2 VwVfG",
    checked: true,
    source: `refers to federal law; ${reform}`,
  },
  { land: "SH", law: "§ 110 Abs. 2 LVwG", checked: true, source: "LVwG SH, consolidated text" },
  { land: "TH", law: "§ 41 Abs. 2 ThürVwVfG", checked: false, source: "own code; amendment not read" },
];

/** The dated table of presumptions; one row per Land, kind, channel and reform. */
export const noticeRules: readonly NoticeRule[] = [
  ...landCodes.flatMap(({ land, law, checked, source }) =>
    (["post", "electronic"] as const).flatMap((channel): NoticeRule[] => {
      const row = { land, kind: "administrative", channel, law, shifts: false } as const;
      return [
        { ...row, validFrom: earliest, dayAfter: 3, checked: true, source: "common wording of all codes until 2024" },
        { ...row, validFrom: fourDaysSince, dayAfter: 4, checked, source },
      ];
    }),
  ),
  // § 9 OZG binds Länder and municipalities alike. The third day is read from the text of 24.07.2024, its change to the fourth is not.
  {
    ...inbox("administrative", "§ 9 Abs. 1 OZG", false),
    validFrom: earliest,
    dayAfter: 3,
    checked: true,
    source: "OZG, text of 24.07.2024",
  },
  {
    ...inbox("administrative", "§ 9 Abs. 1 OZG", false),
    validFrom: fourDaysSince,
    dayAfter: 4,
    checked: false,
    source: reform,
  },
  ...tax("post", "§ 122 Abs. 2 Nr. 1 AO"),
  ...tax("electronic", "§ 122 Abs. 2a AO"),
  ...tax("inbox", "§ 122a Abs. 4 AO"),
];

function inbox(kind: NoticeRule["kind"], law: string, shifts: boolean) {
  return { land: "all", kind, channel: "inbox", law, shifts } as const;
}

/** Every KAG makes § 122 AO the law of municipal taxes, so one row serves all Länder. Acts sent after 31.12.2024 have the fourth day. */
function tax(channel: Channel, law: string): NoticeRule[] {
  const row = { land: "all", kind: "tax", channel, law, shifts: true } as const;
  const read = channel === "post"; // § 122 Abs. 2 is named by the source, its electronic sisters are not
  const source = read ? "Städte- und Gemeindebund NRW, Mitteilung 784/2024" : reform;
  return [
    { ...row, validFrom: earliest, dayAfter: 3, checked: true, source: "AO until 2024" },
    { ...row, validFrom: fourDaysSince, dayAfter: 4, checked: read, source },
  ];
}
