import { createHash, randomBytes, randomFillSync } from "node:crypto";

let lastInstant = 0;
let counter = 0;

/** Random bytes for 512 ids: to ask the system for each costs more than the id. */
const randomness = Buffer.alloc(4096);
let taken = randomness.length;

/**
 * A UUIDv7 (RFC 9562, section 5.7): sorted by time. Ids of one millisecond are counted in the twelve bits behind it
 * (section 6.2, method 1), so what one step writes keeps its order; 62 bits are random.
 */
export function newId(now: Date = new Date()): string {
  const instant = now.getTime();
  counter = instant === lastInstant ? (counter + 1) & 0x0fff : 0;
  lastInstant = instant;
  if (taken === randomness.length) {
    randomFillSync(randomness);
    taken = 0;
  }
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(instant, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  randomness.copy(bytes, 8, taken, (taken += 8));
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The smallest id that can be drawn at an instant: ids behind it are younger. */
export function firstIdAt(instant: Date): string {
  const time = instant.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isId(text: string): boolean {
  return uuid.test(text);
}

/** A secret for links and cookies: 256 random bits, base64url. Only its digest is stored. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A code people read aloud and type: groups of four letters without I, O, 0, 1 (40 bits per two groups). */
export function newCode(groups = 2): string {
  const bytes = randomBytes(groups * 4);
  const letters = Array.from(bytes, (byte) => codeLetters[byte % codeLetters.length]);
  return Array.from({ length: groups }, (_, i) => letters.slice(i * 4, i * 4 + 4).join("")).join("-");
}
