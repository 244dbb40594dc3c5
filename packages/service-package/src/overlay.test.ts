import { describe, expect, test } from "vitest";
import { assessFee, compileService } from "./compile-service.ts";
import { applyOverlay, emptyOverlay, overlaySchema, type Overlay } from "./overlay.ts";
import { samplePackage } from "./sample.testing.ts";

const pkg = samplePackage();
const lay = (overlay: Partial<Overlay>) => applyOverlay(pkg, { ...emptyOverlay, ...overlay });

describe("an overlay", () => {
  test("that is empty changes nothing", () => {
    expect(applyOverlay(pkg, emptyOverlay)).toEqual({ pkg, missing: [] });
  });

  test("changes a text facet by facet and keeps the others", () => {
    const { pkg: merged, missing } = lay({
      texts: { de: { name: { hint: "Wie im Ausweis" }, klein: "Die kleine Laube" } },
    });
    expect(missing).toEqual([]);
    expect(merged.texts.de).toMatchObject({
      name: { label: "Name", hint: "Wie im Ausweis" },
      klein: { label: "Die kleine Laube" },
    });
    expect(merged.texts.de?.gross).toBe("Große Laube");
  });

  test("adds a language the maker does not have", () => {
    expect(lay({ texts: { en: { klein: "Small" } } }).pkg.texts.en).toEqual({ klein: { label: "Small" } });
  });

  test("never changes the maker's package", () => {
    const before = JSON.stringify(pkg);
    lay({ texts: { de: { name: "Wer?" } }, fees: { satz_klein: ["1200"] }, service: { processingDays: 9 } });
    expect(JSON.stringify(pkg)).toBe(before);
  });

  test("changes a rate by the id of its rule and not one other character", () => {
    const { pkg: merged } = lay({ fees: { satz_klein: ["1250"] } });
    expect(merged.fees).toBe(pkg.fees?.replace("<text>1000</text>", "<text>1250</text>"));
  });

  test.each([[["satz_klein", "satz_gross"]], [["satz_gross", "satz_klein"]]])(
    "changes several rates in whatever order they are named (%j)",
    (order) => {
      const rates: Record<string, string[]> = { satz_gross: ["7"], satz_klein: ["123456"] };
      const { pkg: merged } = lay({ fees: Object.fromEntries(order.map((id) => [id, rates[id] ?? []])) });
      const expected = pkg.fees?.replace("<text>1000</text>", "<text>123456</text>");
      expect(merged.fees).toBe(expected?.replace("<text>1000 + 550</text>", "<text>7</text>"));
    },
  );

  test("computes with the new rate", async () => {
    const compilation = await compileService(lay({ fees: { satz_klein: ['if groesse < "z" then 700 else 0'] } }).pkg);
    if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems));
    expect(assessFee(compilation.service, { name: "Petra", groesse: "klein" }, new Date("2026-11-17"))?.cents).toBe(
      700,
    );
    expect(compilation.service.feeRules[0]).toEqual({ id: "satz_klein", cents: null });
  });

  test("cannot smuggle elements into the table", () => {
    const { pkg: merged } = lay({ fees: { satz_klein: ["0</text></outputEntry></rule><rule>"] } });
    expect(merged.fees).toContain("<text>0&lt;/text&gt;&lt;/outputEntry&gt;&lt;/rule&gt;&lt;rule&gt;</text>");
  });

  test("reports ids the package does not have and lays the rest", () => {
    const { pkg: merged, missing } = lay({
      texts: { de: { keller: "Keller", klein: "Klein" } },
      fees: { satz_riesig: ["1"], satz_klein: ["1", "2"] },
    });
    expect(missing).toEqual(["texts.de.keller", "fees.satz_riesig", "fees.satz_klein"]);
    expect(merged.texts.de?.klein).toEqual({ label: "Klein" });
    expect(merged.fees).toBe(pkg.fees);
  });

  test("reports rates where the package has no fees", () => {
    const free = samplePackage({ "fees.dmn": null });
    const result = applyOverlay(free, { ...emptyOverlay, fees: { satz_klein: ["1"] } });
    expect(result.missing).toEqual(["fees.satz_klein"]);
    expect(result.pkg).not.toHaveProperty("fees");
  });

  test("sets the office and times of the municipality, nothing else of the service", () => {
    const { pkg: merged } = lay({ service: { department: "buergerbuero", processingDays: 9 } });
    expect(merged.service).toEqual({ ...pkg.service, department: "buergerbuero", processingDays: 9 });
    expect(overlaySchema.safeParse({ service: { payment: "none" } }).success).toBe(false);
  });
});
