import { describe, expect, test } from "vitest";
import { day, lands, noticeByRetrieval, noticeGiven, remedyNotice, ruleInForce, noticeRules } from "./index.ts";

const frankfurt = { land: "HE" } as const;
const posted = (kind: "administrative" | "tax", on: string, receivedOn?: string) =>
  noticeGiven({
    kind,
    place: frankfurt,
    channel: "post",
    on: day(on),
    ...(receivedOn && { receivedOn: day(receivedOn) }),
  });

describe("notice given", () => {
  test("was presumed on the third day until 2024 and is on the fourth since 2025", () => {
    expect(posted("administrative", "2024-12-31").on).toBe("2025-01-03");
    expect(posted("administrative", "2025-01-01").on).toBe("2025-01-05");
  });

  test("falls on a Sunday under the VwVfG but moves to Monday under the AO", () => {
    expect(posted("administrative", "2025-03-05").on).toBe("2025-03-09");
    expect(posted("tax", "2025-03-05").on).toBe("2025-03-10");
    expect(posted("tax", "2025-03-05").reasons[1]).toMatchObject({ law: "§ 108 Abs. 3 AO", because: "Sunday" });
  });

  test("is the proven receipt when that was later, never when it was earlier", () => {
    expect(posted("administrative", "2025-03-03", "2025-03-12").on).toBe("2025-03-12");
    expect(posted("administrative", "2025-03-03", "2025-03-04").on).toBe("2025-03-07");
  });

  test("in the inbox follows § 9 OZG, for taxes § 122a AO", () => {
    const made = { place: frankfurt, channel: "inbox", on: day("2025-03-05") } as const;
    expect(noticeGiven({ ...made, kind: "administrative" })).toMatchObject({
      on: "2025-03-09",
      reasons: [{ law: "§ 9 Abs. 1 OZG" }],
    });
    expect(noticeGiven({ ...made, kind: "tax" }).on).toBe("2025-03-10");
  });

  test("by retrieval is the day after", () => expect(noticeByRetrieval(day("2025-03-05")).on).toBe("2025-03-06"));

  test("has one rule for every Land, kind and channel since 2000, and says where its wording was not read", () => {
    for (const land of lands)
      for (const kind of ["administrative", "tax"] as const)
        for (const channel of ["post", "electronic", "inbox"] as const)
          for (const on of ["2000-01-01", "2024-12-31", "2025-01-01", "2033-12-31"])
            expect(noticeGiven({ kind, place: { land }, channel, on: day(on) }).reasons.length).toBeGreaterThan(0);
    expect(posted("administrative", "2025-01-01").checked).toBe(false);
    expect(() => ruleInForce(noticeRules, "HE", "tax", day("1999-12-31"))).toThrow("no procedure law");
  });
});

describe("the remedy notice", () => {
  test("gives Hessen's dog owner one month to object after the presumed notice of a tax assessment", () => {
    const notice = posted("tax", "2025-03-05");
    const remedy = remedyNotice({ kind: "tax", place: frankfurt, notice });
    expect(remedy).toMatchObject({
      remedy: "objection",
      deadline: { ends: "2025-04-10" },
      withoutInstruction: { ends: "2026-03-10" },
    });
    expect(remedy.deadline.reasons.map((reason) => reason.rule)).toEqual([
      "presumed-notice",
      "shifted-to-working-day",
      "remedy-period",
      "event-day-not-counted",
      "months-counted",
    ]);
  });

  test("sends Niedersachsen to court, where the preliminary procedure is abolished", () => {
    const notice = noticeGiven({
      kind: "administrative",
      place: { land: "NI" },
      channel: "post",
      on: day("2025-03-03"),
    });
    expect(remedyNotice({ kind: "administrative", place: { land: "NI" }, notice }).remedy).toBe("action");
  });
});
