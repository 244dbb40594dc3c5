import { expect, test } from "vitest";
import { namedOffset } from "./zone.ts";

const names = [
  "Europe/Berlin",
  "Europe/London",
  "America/Caracas",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Asia/Pyongyang",
  "Australia/Lord_Howe",
  "Pacific/Apia",
];

/** The offset as the platform writes it: "GMT+01:00". */
function offsetOf(name: string): (seconds: number) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  return (seconds) => {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(format.format(seconds * 1000))!;
    return sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60);
  };
}

test.each(names)("%s: each change since 1980 is seen in its second", (name) => {
  const offset = offsetOf(name);
  const week = 7 * 86_400;
  let changes = 0;
  for (let before = Date.UTC(1980, 0) / 1000; before < Date.UTC(2038, 0) / 1000; before += week) {
    let [from, to] = [before, before + week];
    if (offset(from) === offset(to)) continue;
    while (to - from > 1) {
      const middle = Math.floor((from + to) / 2);
      if (offset(middle) === offset(before)) from = middle;
      else to = middle;
    }
    expect([namedOffset(name, from), namedOffset(name, to), namedOffset(name, from)]).toEqual(
      [from, to, from].map(offset),
    );
    changes++;
  }
  expect(changes).toBeGreaterThan(0);
});
