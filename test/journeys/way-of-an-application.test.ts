import { afterAll, describe, test } from "vitest";
import { openBrowser } from "../browser.ts";
import { keyboard, mouse } from "./hands.ts";
import { assembly, birth, dog, huntingLicence } from "./services.ts";
import { walk, type Way } from "./walk.ts";

const browser = await openBrowser();
const hunt = await huntingLicence();
afterAll(() => browser?.close());

describe.skipIf(!browser)("from the search to the letter", () => {
  const withScript: Omit<Way, "browser"> = { hands: mouse, javaScriptEnabled: true, pictures: false };
  const ways: [string, Omit<Way, "browser">][] = [
    ["with JavaScript", { ...withScript, pictures: true }],
    ["without JavaScript", { ...withScript, javaScriptEnabled: false }],
    ["by keyboard alone", { ...withScript, hands: keyboard }],
  ];
  for (const service of [dog, birth, assembly, hunt]) {
    test.for(ways)(`${service.title}, %s`, ([, way]) =>
      walk({ ...way, browser: browser!, pictures: way.pictures && service === dog }, service),
    );
  }
});
