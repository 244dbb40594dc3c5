import { Decimal } from "decimal.js";
import { negate } from "../values/arithmetic.ts";
import { compare } from "../values/compare.ts";
import { seconds, YearsMonthsDuration } from "../values/duration.ts";
import { finite, integer, toSafeInteger, type FeelNumber } from "../values/number.ts";
import type { FeelDuration, FeelValue } from "../values/value.ts";
import { builtin, form } from "./builtin.ts";
import { numeric, optional, span } from "./parameters.ts";

export const numberFunctions = [
  builtin("decimal", rounding(Decimal.ROUND_HALF_EVEN)),
  builtin("floor", rounding(Decimal.ROUND_FLOOR, true)),
  builtin("ceiling", rounding(Decimal.ROUND_CEIL, true)),
  builtin("round up", rounding(Decimal.ROUND_UP)),
  builtin("round down", rounding(Decimal.ROUND_DOWN)),
  builtin("round half up", rounding(Decimal.ROUND_HALF_UP)),
  builtin("round half down", rounding(Decimal.ROUND_HALF_DOWN)),
  builtin(
    "abs",
    form([numeric("n")], ([n]) => n.abs()),
    form([span("n")], ([n]) => absolute(n)),
  ),
  builtin(
    "modulo",
    form([numeric("dividend"), numeric("divisor")], ([dividend, divisor], evaluation) => {
      evaluation.spend(2 + (Math.abs(dividend.e - divisor.e) >> 1));
      return modulo(dividend, divisor);
    }),
  ),
  builtin(
    "sqrt",
    costly("number", 200, (value) => (value.isNegative() && !value.isZero() ? null : value.sqrt())),
  ),
  builtin(
    "log",
    costly("number", 1500, (value) => (value.gt(0) ? value.ln() : null)),
  ),
  builtin(
    "exp",
    costly("number", 1500, (value) => value.exp()),
  ),
  builtin(
    "odd",
    form([numeric("number")], ([value]) => value.mod(2).abs().eq(1)),
  ),
  builtin(
    "even",
    form([numeric("number")], ([value]) => value.mod(2).isZero()),
  ),
];

/** Rounding to a number of places after the point; negative places round before it. */
function rounding(mode: Decimal.Rounding, scaleMayMiss = false) {
  const scale = numeric("scale");
  return form([numeric("n"), scaleMayMiss ? optional(scale) : scale], ([n, places], evaluation) => {
    evaluation.spend(2 + (Math.abs(n.e) >> 3));
    return round(n, places ?? integer(0), mode);
  });
}

function round(n: FeelNumber, scale: FeelNumber, mode: Decimal.Rounding): FeelNumber | null {
  const places = toSafeInteger(scale.trunc());
  // The scales that decimal128 knows.
  if (places === null || places < -6111 || places > 6176) return null;
  if (places >= 0) return n.decimalPlaces() <= places ? n : n.toDecimalPlaces(places, mode);
  const unit = integer(10).pow(-places);
  const rounded = n.div(unit).toDecimalPlaces(0, mode).times(unit);
  return finite(rounded.isZero() ? integer(0) : rounded);
}

/** The remainder has the sign of the divisor. */
function modulo(dividend: FeelNumber, divisor: FeelNumber): FeelNumber | null {
  if (divisor.isZero()) return null;
  const rest = dividend.mod(divisor);
  return rest.isZero() || rest.isNegative() === divisor.isNegative() ? rest : finite(rest.plus(divisor));
}

function costly(name: string, steps: number, compute: (value: FeelNumber) => FeelNumber | null) {
  return form([numeric(name)], ([value], evaluation): FeelValue => {
    evaluation.spend(steps);
    const result = compute(value);
    return result && finite(result);
  });
}

function absolute(value: FeelDuration): FeelValue {
  const zero = value instanceof YearsMonthsDuration ? new YearsMonthsDuration(0) : seconds(0);
  return (compare(value, zero) ?? 0) < 0 ? negate(value) : value;
}
